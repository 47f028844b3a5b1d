import { parse } from "csv-parse/browser/esm/sync"

/** A row of the file with the line on which it ends. */
export interface TableRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** A file of rows; `encoding` is how its bytes were read. */
export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly TableRow[]
  readonly encoding: "utf-8" | "utf-16le" | "big5"
}

/** Why a file cannot be read at all. */
export type TableProblem = "too-large" | "not-text" | "broken-quotes" | "empty" | "too-many-rows"

/** The largest file that is read, and the most rows in it. */
export const MOST_TABLE_BYTES = 4_000_000
export const MOST_ROWS = 2000

// A spreadsheet writes commas or tabs; a Chinese keyboard may have written full-width commas.
const DELIMITERS = [",", "\t", "，"]

/** Reads a CSV file: UTF-8 with or without a mark, UTF-16 as spreadsheets write it, or Big5. */
export function readTable(
  file: Uint8Array,
): { readonly ok: true; readonly value: Table } | { readonly ok: false; readonly problem: TableProblem } {
  if (file.length > MOST_TABLE_BYTES) return { ok: false, problem: "too-large" }
  const decoded = decodeText(file)
  if (!decoded || decoded.text.includes("\0")) return { ok: false, problem: "not-text" }
  const { text, encoding } = decoded
  const rows = parseRows(text)
  if (!rows) return { ok: false, problem: "broken-quotes" }
  const [head, ...rest] = rows
  if (!head || rest.length === 0) return { ok: false, problem: "empty" }
  if (rest.length > MOST_ROWS) return { ok: false, problem: "too-many-rows" }
  return { ok: true, value: { head: head.cells, rows: rest, encoding } }
}

function decodeText(file: Uint8Array): { readonly text: string; readonly encoding: Table["encoding"] } | undefined {
  const isWide = file[0] === 0xff && file[1] === 0xfe
  for (const encoding of isWide ? (["utf-16le"] as const) : (["utf-8", "big5"] as const)) {
    try {
      // The decoder takes the mark of order away.
      return { text: new TextDecoder(encoding, { fatal: true }).decode(file), encoding }
    } catch {
      // Not in this encoding: the next is tried.
    }
  }
  return undefined
}

function parseRows(text: string): TableRow[] | undefined {
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? ""
  const counted = DELIMITERS.map((mark) => ({ mark, count: firstLine.split(mark).length }))
  const delimiter = counted.sort((a, b) => b.count - a.count)[0]?.mark ?? ","
  try {
    const read: unknown = parse(text, { delimiter, info: true, relax_column_count: true, skip_empty_lines: true })
    const records = read as { record: string[]; info: { lines: number } }[] // as: what `info` without `columns` makes
    return records
      .map(({ record, info }) => ({ cells: record, line: info.lines }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
  } catch {
    return undefined
  }
}
