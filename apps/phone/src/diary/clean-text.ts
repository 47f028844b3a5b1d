// What people type is kept as text and shown as text; here it is cut to what fits and freed of what cannot be seen.

/** The longest name of a place that is written by hand. */
export const PLACE_NAME_LENGTH = 80
/** The longest note. */
export const NOTE_LENGTH = 300
/** The longest name of a companion. */
export const PERSON_NAME_LENGTH = 40

// Controls, formats (bidi marks, zero-width characters), separators of lines, halves of characters: as in signed names (Spec §3).
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
// More marks than this on one letter only cover its neighbours.
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu

/** One line without anything unseen, at most so many characters long. */
export function cleanLine(typed: string, longest: number): string {
  const line = typed.normalize("NFC").replace(/\s+/g, " ").replace(UNSEEN, "").replace(PILED_MARKS, "$1").trim()
  return [...line].slice(0, longest).join("").trim()
}

/** A note: lines stay lines. */
export function cleanNote(typed: string): string {
  const lines = typed.split(/\r\n?|\n/).map((line) => cleanLine(line, NOTE_LENGTH))
  const text = lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
  return [...text].slice(0, NOTE_LENGTH).join("").trim()
}
