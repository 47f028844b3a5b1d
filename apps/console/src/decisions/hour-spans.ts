/** Hours in order as spans of 5-minute units: 1, 2 and 4 are [12, 36] and [48, 60]. */
export function hourSpans(hours: readonly number[]): (readonly [number, number])[] {
  const firsts = hours.filter((hour) => !hours.includes(hour - 1))
  return firsts.map((first) => {
    let end = first + 1
    while (hours.includes(end)) end++
    return [first * 12, end * 12] as const
  })
}
