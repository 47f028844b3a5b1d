// Controls, formats (bidi marks and overrides, zero-width signs, tags), private and unassigned places, and halves of a surrogate pair: none of
// them is part of a name, and each can make one name look like another.
const HIDDEN = /[\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu
const BREAKS = /[\p{Cc}\p{Z}]+/gu
// More marks on one letter than any script stacks would be painted over the lines around it.
const PILES = /(\p{M}{4})\p{M}+/gu

/** The most characters of a name or an address that are shown. */
const MOST = 200

/** Makes text of a foreign code fit to be shown: one line, nothing hidden, no longer than a name is. Lines are parted by `between`. */
export function cleanText(text: string, between = " "): string {
  // Nothing after the first few thousand characters can be shown, and a text of a megabyte costs no more than a short one.
  const lines = text.slice(0, 4000).split(/[\n\r\u2028\u2029]+/)
  const cleaned = lines.map((line) => cleanLine(line)).filter((line) => line !== "")
  const characters = [...cleaned.join(between)]
  return characters.length <= MOST
    ? characters.join("")
    : `${characters
        .slice(0, MOST - 1)
        .join("")
        .trimEnd()}…`
}

function cleanLine(line: string): string {
  return line.replace(BREAKS, " ").replace(HIDDEN, "").replace(PILES, "$1").normalize("NFC").replace(BREAKS, " ").trim()
}

/** Cleaned text, or null where nothing is left to show. */
export function shownText(value: unknown, between?: string): string | null {
  if (typeof value !== "string") return null
  const text = cleanText(value, between)
  return text === "" ? null : text
}
