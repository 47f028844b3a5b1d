import { formatDate, type Language } from "@homesafe/i18n"
import { type ServiceDay, serviceDay } from "@homesafe/protocol"

const DAY_MS = 86_400_000

/** A service day as a date. Its number counts calendar days, because it begins on the local date that it is named for. */
export function formatServiceDay(day: number, language: Language): string {
  return formatDate(day * DAY_MS, language, "UTC")
}

/** "2026-11-24" of a service day, for date fields. */
export function isoOfServiceDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The service day of a date field's text. */
export function serviceDayOfIso(text: string): ServiceDay | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  const day = at / DAY_MS
  return Number.isInteger(day) && day >= 0 && day <= 65_535 ? serviceDay(day) : undefined
}
