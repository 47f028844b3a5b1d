const DATE = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/
const MOMENT =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?$/
const HONG_KONG = /^([0-9]{2})-([0-9]{2})-([0-9]{4})(?: ([0-9]{2}):([0-9]{2}))?$/

/** A date or a moment as ISO 8601 has it, if it is one: years and months alone count too. */
export function isoDate(value: unknown): string | null {
  if (typeof value !== "string") return null
  const date = DATE.exec(value) ?? (MOMENT.test(value) ? DATE.exec(value.slice(0, 10)) : null)
  if (date === null) return null
  const [, , month = "01", day = "01"] = date
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31 ? value : null
}

/** A day (`31-12-2021`) or a moment of a Hong Kong record as ISO 8601 has it. */
export function isoOfHongKong(text: string): string | null {
  const [, day, month, year, hour, minute] = HONG_KONG.exec(text.trim()) ?? []
  if (year === undefined) return null
  const date = isoDate(`${year}-${month}-${day}`)
  return hour === undefined || date === null ? date : `${date}T${hour}:${minute}+08:00`
}

/** Unix seconds of an ISO date (its beginning in UTC) or moment. */
export function secondsOfIso(iso: string | null): number | null {
  const milliseconds = iso === null ? Number.NaN : Date.parse(iso)
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000
}

/** The day of a Unix second, in UTC; null where the number is none that a calendar has. */
export function isoOfSeconds(seconds: number | null): string | null {
  if (seconds === null || Math.abs(seconds) > 253_402_300_799) return null
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
