// A reader writes "HH:MM"; these say which moment is meant. Times in seconds; `timeOf` writes a moment's "HH:MM".

/** The first such moment not before the arrival: when the visit ended. */
export function leavingAt(clock: string, arrivedAt: number, timeOf: (at: number) => string): number | undefined {
  const later = minutesBetween(timeOf(arrivedAt), clock)
  return later === undefined ? undefined : wholeMinute(arrivedAt) + later * 60
}

/** The last such moment not after `until`, which is now or the leaving: when the visit began. */
export function arrivalAt(clock: string, until: number, timeOf: (at: number) => string): number | undefined {
  const earlier = minutesBetween(clock, timeOf(until))
  return earlier === undefined ? undefined : wholeMinute(until) - earlier * 60
}

/** Noon of today and of the days before: a moment of each date, whatever the clocks did in between. */
export function noonsBack(now: number, count: number, timeOf: (at: number) => string): readonly number[] {
  const noon = momentOn("12:00", now, timeOf) ?? now
  return Array.from({ length: count }, (_, ago) => noon - ago * 86_400)
}

/** The moment of "HH:MM" on the date of another moment. */
export function momentOn(clock: string, sameDate: number, timeOf: (at: number) => string): number | undefined {
  const [wanted, given] = [minutesOf(clock), minutesOf(timeOf(sameDate))]
  return wanted === undefined || given === undefined ? undefined : wholeMinute(sameDate) + (wanted - given) * 60
}

function minutesBetween(from: string, until: string): number | undefined {
  const [first, second] = [minutesOf(from), minutesOf(until)]
  return first === undefined || second === undefined ? undefined : (second - first + 1440) % 1440
}

function wholeMinute(at: number): number {
  return at - (at % 60)
}

function minutesOf(clock: string): number | undefined {
  const read = /^([01]?[0-9]|2[0-3]):([0-5][0-9])$/.exec(clock.trim())
  return read ? Number(read[1]) * 60 + Number(read[2]) : undefined
}
