import { formatDate, type Language } from "@homesafe/i18n"

const DAY_MS = 86_400_000

/** A service day as a date. Its number counts calendar days, because it begins on the local date that it is named for. */
export function formatServiceDay(day: number, language: Language): string {
  return formatDate(day * DAY_MS, language, "UTC")
}
