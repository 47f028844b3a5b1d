// A name or a note must stay what it is wherever the file is opened: no line of its own making, and no beginning that a spreadsheet takes for
// a formula.

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
// Full-width signs are taken for plain ones by some spreadsheets; a tab or a quote before them as well.
const FORMULA = /^[\s"']*[=+\-@＝＋－＠\t\r]/

/** Text on one line, without anything unseen. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").replace(UNSEEN, "").trim()
}

/** One line that no spreadsheet runs: what could begin a formula gets a harmless sign before it. */
export function inertLine(text: string): string {
  const line = oneLine(text)
  return FORMULA.test(line) ? `’${line}` : line
}
