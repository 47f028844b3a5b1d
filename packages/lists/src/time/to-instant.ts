import { Temporal } from "temporal-polyfill"

/** A day of the calendar. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** What a local time is in a zone: one instant, an hour that came twice, or one that the clocks left out. */
export type Instant =
  | { readonly is: "one"; readonly at: number }
  | { readonly is: "twice"; readonly earlier: number; readonly later: number }
  | { readonly is: "left-out" }

/** The days of each month differ, and February's by the year. */
export function isDay({ year, month, day }: Day): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The day so many days after another. */
export function dayAfter({ year, month, day }: Day, days: number): Day {
  const date = new Date(Date.UTC(year, month - 1, day + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Whole days since 1970. */
export function dayNumber({ year, month, day }: Day): number {
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000)
}

/** A day as YYYY-MM-DD. */
export function dayText({ year, month, day }: Day): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
}

/** Monday is 1, Sunday 7. */
export function weekdayOn({ year, month, day }: Day): number {
  return ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1
}

/** Whether a zone is one of the time zone database that this program knows. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return true
  } catch {
    return false
  }
}

// A zone's difference from universal time on a day on which its clocks do not change; nothing where they do.
const steadyOffsets = new Map<string, number | undefined>()
const MOST_REMEMBERED = 20_000

/** The instant of a local time, in seconds since 1970; `seconds` counts from the day's midnight on its clock, 86,400 being the next one's. */
export function instantOf(day: Day, seconds: number, zone: string): Instant {
  const whole = dayAfter(day, Math.floor(seconds / 86_400))
  const rest = seconds % 86_400
  const steady = steadyOffset(whole, zone)
  if (steady !== undefined) return { is: "one", at: dayNumber(whole) * 86_400 + rest - steady }
  const [earlier, later] = [instantAt(whole, rest, zone, "earlier"), instantAt(whole, rest, zone, "later")]
  if (earlier.at === later.at) return { is: "one", at: earlier.at }
  return earlier.isExact ? { is: "twice", earlier: earlier.at, later: later.at } : { is: "left-out" }
}

function steadyOffset(day: Day, zone: string): number | undefined {
  const key = `${zone}|${dayNumber(day)}`
  if (steadyOffsets.has(key)) return steadyOffsets.get(key)
  if (steadyOffsets.size > MOST_REMEMBERED) steadyOffsets.clear()
  const offset = (one: Day) => dayNumber(one) * 86_400 - instantAt(one, 0, zone, "earlier").at
  // The days around are looked at too, for a change at midnight belongs to both.
  const [before, on, after, next] = [-1, 0, 1, 2].map((days) => offset(dayAfter(day, days)))
  const steady = before === on && on === after && after === next ? on : undefined
  steadyOffsets.set(key, steady)
  return steady
}

function instantAt(day: Day, seconds: number, zone: string, disambiguation: "earlier" | "later") {
  const time = { hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60 }
  const local = Temporal.PlainDateTime.from({ ...day, ...time })
  const zoned = local.toZonedDateTime(zone, { disambiguation })
  return { at: Math.round(zoned.epochMilliseconds / 1000), isExact: zoned.toPlainDateTime().equals(local) }
}

/** The local day of an instant. */
export function dayOfInstant(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString()
}

/** The instant of a local time as a form's field writes it, `2031-07-05T09:30`; of an hour that came twice the earlier one. */
export function instantOfText(text: string, zone: string): number | undefined {
  const [, year, month, date, hour, minute] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text) ?? []
  if (minute === undefined) return undefined
  const day = { year: Number(year), month: Number(month), day: Number(date) }
  if (!isDay(day)) return undefined
  const instant = instantOf(day, Number(hour) * 3600 + Number(minute) * 60, zone)
  return instant.is === "one" ? instant.at : instant.is === "twice" ? instant.earlier : undefined
}
