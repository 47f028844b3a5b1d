import { utf8Of } from "@homesafe/protocol"
import type { ExportedVisit } from "./exported-visit.ts"
import { oneLine } from "./one-line.ts"

// iCalendar (RFC 5545): the few properties that an event needs, escaped and folded as it says.

const LINE_BYTES = 75

/** Escapes a text value (RFC 5545 §3.3.11); a line break inside it becomes the two characters \n. */
export function escapeText(text: string): string {
  const lines = text.split(/\r\n?|\n/).map(oneLine)
  return lines
    .join("\n")
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\n/g, "\\n")
}

/** Folds a line at 75 bytes, never inside a character (RFC 5545 §3.1). */
export function foldLine(line: string): string {
  let folded = ""
  let bytes = 0
  for (const character of line) {
    const length = utf8Of(character).length
    if (bytes + length > LINE_BYTES) {
      folded += "\r\n "
      bytes = 1
    }
    folded += character
    bytes += length
  }
  return folded
}

/** A moment in UTC, as iCalendar writes it (§3.3.5). */
function moment(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/[-:]|\.\d{3}/g, "")
}

/** A calendar with one event for each visit that has ended. `at` in seconds. */
export function writeCalendar(
  visits: readonly ExportedVisit[],
  at: number,
  nameOf: (visit: ExportedVisit) => string,
): string {
  const events = visits.flatMap((visit) => {
    if (visit.leftAt === null) return []
    return [
      "BEGIN:VEVENT",
      `UID:${visit.id}@homesafe`,
      `DTSTAMP:${moment(at)}`,
      `DTSTART:${moment(visit.arrivedAt)}`,
      // An event that ends when it begins has no end (§3.6.1).
      ...(visit.leftAt > visit.arrivedAt ? [`DTEND:${moment(visit.leftAt)}`] : []),
      `SUMMARY:${escapeText(nameOf(visit))}`,
      ...(visit.note === "" ? [] : [`DESCRIPTION:${escapeText(visit.note)}`]),
      "CLASS:PRIVATE",
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]
  })
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//HomeSafe//Diary 1//EN", ...events, "END:VCALENDAR"]
  return `${lines.map(foldLine).join("\r\n")}\r\n`
}
