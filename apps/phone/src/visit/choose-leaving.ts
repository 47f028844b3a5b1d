/** The moment that a reader means by "HH:MM": the first one not before the arrival. Times in seconds; `timeOf` writes a moment's "HH:MM". */
export function leavingAt(clock: string, arrivedAt: number, timeOf: (at: number) => string): number | undefined {
  const wanted = minutesOf(clock)
  const arrived = minutesOf(timeOf(arrivedAt))
  if (wanted === undefined || arrived === undefined) return undefined
  const later = (wanted - arrived + 1440) % 1440
  return arrivedAt - (arrivedAt % 60) + later * 60
}

function minutesOf(clock: string): number | undefined {
  const read = /^([01]?[0-9]|2[0-3]):([0-5][0-9])$/.exec(clock.trim())
  return read ? Number(read[1]) * 60 + Number(read[2]) : undefined
}
