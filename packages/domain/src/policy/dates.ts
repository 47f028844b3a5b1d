import { type ServiceDay, serviceDay } from "@homesafe/protocol"

const DAY_MS = 86_400_000
// Service days are counted in sixteen bits (Spec §2).
const LAST_DAY = 65_535

/** A service day as a date field writes it, yyyy-mm-dd: it is named for the date on which it begins. */
export function dateOfDay(day: ServiceDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The service day of a date written yyyy-mm-dd; undefined where the text is none, or is half typed. */
export function readDate(text: string): ServiceDay | undefined {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) / DAY_MS : Number.NaN
  return Number.isInteger(day) && day >= 0 && day <= LAST_DAY ? serviceDay(day) : undefined
}

/** The service day of a date that stands in our own code. */
export function dayOfDate(date: string): ServiceDay {
  const day = readDate(date)
  if (day === undefined) throw new Error(`${date} is no date`)
  return day
}
