import { utf8Of } from "@homesafe/protocol"
import { oneLine } from "./one-line.ts"

// iCalendar (RFC 5545): the few properties that an event needs, escaped and folded as it says.

const LINE_BYTES = 75

/** An event; times in seconds since 1970. */
export interface CalendarEvent {
  /** Unique in the world, and the same whenever this event is written again. */
  readonly uid: string
  readonly from: number
  readonly until: number
  readonly summary: string
  readonly description: string
  readonly isPrivate: boolean
  readonly isCancelled: boolean
}

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

/** A calendar of events, written at a moment (seconds); `product` names what wrote it. */
export function writeICalendar(product: string, at: number, events: readonly CalendarEvent[]): string {
  const written = events.flatMap(({ uid, from, until, summary, description, isPrivate, isCancelled }) => [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${moment(at)}`,
    `DTSTART:${moment(from)}`,
    // An event that ends when it begins has no end (§3.6.1).
    ...(until > from ? [`DTEND:${moment(until)}`] : []),
    `SUMMARY:${escapeText(summary)}`,
    ...(description === "" ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    ...(isPrivate ? ["CLASS:PRIVATE"] : []),
    ...(isCancelled ? ["STATUS:CANCELLED"] : []),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ])
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//HomeSafe//${product}//EN`, ...written, "END:VCALENDAR"]
  return `${lines.map(foldLine).join("\r\n")}\r\n`
}
