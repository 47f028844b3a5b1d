import { inertLine } from "@homesafe/domain"
import type { ExportedVisit } from "./exported-visit.ts"

/** The words around the visits, in the reader's language. */
export interface TextWords {
  readonly heading: string
  readonly madeAt: string
  /** The venue's name as this reader reads it. */
  readonly nameOf: (visit: ExportedVisit) => string
  /** "Sat 21 Nov, 12:00 to 13:10". */
  readonly timeOf: (visit: ExportedVisit) => string
  readonly guessed: string
  readonly note: string
  readonly with: string
}

/** A diary to be read by people: three lines a visit and an empty one. UTF-8 with a mark, so that old programs read Chinese. */
export function writeText(visits: readonly ExportedVisit[], words: TextWords): string {
  const parts = visits.map((visit) => {
    const lines = [
      inertLine(words.nameOf(visit)),
      `  ${words.timeOf(visit)}${visit.isGuessed ? ` (${words.guessed})` : ""}`,
    ]
    if (visit.with.length > 0) lines.push(`  ${words.with}: ${visit.with.map(inertLine).join(", ")}`)
    if (visit.note !== "") lines.push(`  ${words.note}: ${inertLine(visit.note)}`)
    return lines.join("\r\n")
  })
  return `\ufeff${[`${words.heading}\r\n${words.madeAt}`, ...parts].join("\r\n\r\n")}\r\n`
}
