import { formatDate, formatTime, type Language } from "@homesafe/i18n"

/** A listed time in its list's own zone, with the year: a list may be years old. */
export function listedTime(start: number, end: number, language: Language, timeZone: string): string {
  const [from, until] = [start * 1000, end * 1000]
  const days = [formatDate(from, language, timeZone), formatDate(until, language, timeZone)] as const
  const times = [formatTime(from, language, timeZone), formatTime(until, language, timeZone)] as const
  return days[0] === days[1]
    ? `${days[0]}, ${times[0]} – ${times[1]}`
    : `${days[0]}, ${times[0]} – ${days[1]}, ${times[1]}`
}
