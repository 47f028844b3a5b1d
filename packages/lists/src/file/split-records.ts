import type { Opened, RowDamage, SourceRow } from "../shapes.ts"
import type { DecodedText } from "./decode-text.ts"

/** The records of a text and how many lines held nothing at all. */
export interface Records {
  readonly delimiter: string
  readonly rows: readonly SourceRow[]
  readonly blank: number
  /** Whether the last record ended with a line's end. */
  readonly isClosed: boolean
}

// A comma comes first: of two marks that split a file equally well, it is the likelier.
const DELIMITERS = [",", ";", "\t", "|"]
const MOST_SAMPLED = 60

/** Splits a text into records as RFC 4180 says, whichever mark separates its cells; a record with broken quotes is marked. */
export function splitRecords(decoded: DecodedText): Opened<Records> {
  const sample = decoded.text.slice(0, 64_000)
  const measured = DELIMITERS.map((delimiter) => ({ delimiter, score: scoreOf(sample, delimiter) }))
  const best = measured.reduce((one, other) => (other.score > one.score ? other : one))
  return splitBy(decoded, best.delimiter, Number.POSITIVE_INFINITY)
}

/** How evenly a mark splits the sample: the share of records with the commonest number of cells, counted once more for each cell. */
function scoreOf(sample: string, delimiter: string): number {
  const split = splitBy(
    { text: sample, encoding: "utf-8", stray: [], offsetAt: (i) => i },
    delimiter,
    MOST_SAMPLED,
    true,
  )
  if (!split.ok || split.value.rows.length === 0) return 0
  const counts = new Map<number, number>()
  for (const { cells } of split.value.rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [cells, times] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one))
  if (cells < 2) return 0
  return (times / split.value.rows.length) * (1 + Math.min(cells, 12) / 12)
}

function splitBy(decoded: DecodedText, delimiter: string, most: number, isSample = false): Opened<Records> {
  const { text, stray, offsetAt } = decoded
  const rows: SourceRow[] = []
  let blank = 0
  let at = 0
  let line = 1
  let strayAt = 0
  let isClosed = true
  while (at < text.length && rows.length < most) {
    const begin = at
    const record = takeRecord(text, at, delimiter)
    if (!record) {
      if (isSample) break
      return { ok: false, reason: "truncated", offset: offsetAt(begin) }
    }
    at = record.next
    isClosed = record.isClosed
    if (record.cells.length === 1 && record.cells[0]?.trim() === "") blank += 1
    else {
      const bad = stray[strayAt]
      const damage = damageOf(text, begin, at, bad, record.badQuote, offsetAt)
      rows.push({ number: line, cells: record.cells, offset: offsetAt(begin), ...(damage && { damage }) })
    }
    while ((stray[strayAt]?.index ?? Number.POSITIVE_INFINITY) < at) strayAt += 1
    line += record.lines
  }
  return { ok: true, value: { delimiter, rows, blank, isClosed } }
}

function damageOf(
  text: string,
  begin: number,
  end: number,
  stray: { readonly index: number; readonly offset: number } | undefined,
  badQuote: number | undefined,
  offsetAt: (index: number) => number,
): RowDamage | undefined {
  if (stray && stray.index < end) return { code: "byte-not-utf8", offset: stray.offset }
  if (badQuote !== undefined) return { code: "broken-quotes", offset: offsetAt(badQuote) }
  const lost = text.indexOf("\ufffd", begin)
  return lost >= 0 && lost < end ? { code: "lost-character", offset: offsetAt(lost) } : undefined
}

interface Taken {
  readonly cells: string[]
  readonly next: number
  readonly lines: number
  readonly isClosed: boolean
  readonly badQuote: number | undefined
}

/** One record from `at` on; nothing when a quote is opened and never closed. */
function takeRecord(text: string, from: number, delimiter: string): Taken | undefined {
  const cells: string[] = []
  let at = from
  let lines = 0
  let badQuote: number | undefined
  for (;;) {
    const quoted = text[at] === '"'
    const cell = quoted ? takeQuoted(text, at) : takeBare(text, at, delimiter)
    if (!cell) return undefined
    at = cell.next
    lines += cell.lines
    if (quoted && at < text.length && !isEnd(text, at) && text[at] !== delimiter) {
      // Something follows the closing quote: the cell is kept as it stands, and the row is for a person.
      badQuote ??= at
      const rest = takeBare(text, at, delimiter)
      cells.push(cell.text + rest.text)
      at = rest.next
    } else cells.push(cell.text)
    if (text[at] === delimiter) {
      at += 1
      continue
    }
    const isClosed = at < text.length
    if (text[at] === "\r" && text[at + 1] === "\n") at += 2
    else if (isClosed) at += 1
    return { cells, next: at, lines: lines + 1, isClosed, badQuote }
  }
}

function takeQuoted(text: string, from: number): { text: string; next: number; lines: number } | undefined {
  let at = from + 1
  let value = ""
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return undefined
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') return { text: value, next: quote + 1, lines: value.split("\n").length - 1 }
    value += '"'
    at = quote + 2
  }
}

function takeBare(text: string, from: number, delimiter: string): { text: string; next: number; lines: number } {
  let at = from
  while (at < text.length && text[at] !== delimiter && !isEnd(text, at)) at += 1
  return { text: text.slice(from, at), next: at, lines: 0 }
}

function isEnd(text: string, at: number): boolean {
  return text[at] === "\n" || text[at] === "\r"
}
