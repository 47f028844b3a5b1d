import type { Opened, SourceRow, SourceTable } from "../shapes.ts"
import { findHead } from "../table/find-head.ts"
import { titleWords } from "../table/title-words.ts"
import { type DecodedText, decodeText } from "./decode-text.ts"
import { readJson } from "./read-json.ts"
import { isMarkdown, type PageTables, readMarkdown, readWebPage } from "./read-page.ts"
import { readXlsx } from "./read-xlsx.ts"
import { splitRecords } from "./split-records.ts"

/** The largest file and the most rows that are read. */
export const MOST_LIST_BYTES = 16_000_000
export const MOST_LIST_ROWS = 60_000

/** Opens a file by what it holds and never by its name: text, workbook, JSON or page. What is broken is refused whole. */
export function openFile(file: Uint8Array): Opened<SourceTable> {
  if (file.length === 0) return { ok: false, reason: "empty-file", offset: 0 }
  if (file.length > MOST_LIST_BYTES) return { ok: false, reason: "too-large", offset: MOST_LIST_BYTES }
  const opened = openByContent(file)
  if (!opened.ok) return opened
  if (opened.value.rows.length === 0) return { ok: false, reason: "no-rows", offset: 0 }
  if (opened.value.rows.length > MOST_LIST_ROWS)
    return { ok: false, reason: "too-many-rows", offset: opened.value.rows[MOST_LIST_ROWS]?.offset ?? 0 }
  return opened
}

function openByContent(file: Uint8Array): Opened<SourceTable> {
  if (beginsWith(file, [0x50, 0x4b, 3, 4])) return openSheet(file)
  // PDF, old Excel, gzip: known, and not for reading.
  if (
    [
      [0x25, 0x50, 0x44, 0x46],
      [0xd0, 0xcf, 0x11, 0xe0],
      [0x1f, 0x8b],
    ].some((magic) => beginsWith(file, magic))
  )
    return { ok: false, reason: "unknown-file", offset: 0 }
  const decoded = decodeText(file)
  return decoded.ok ? openText(decoded.value) : decoded
}

function openText(decoded: DecodedText): Opened<SourceTable> {
  const { text, encoding } = decoded
  if (text.trim() === "") return { ok: false, reason: "empty-file", offset: 0 }
  const conflict = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)|^={7}\r?$/m.exec(text)
  if (conflict) return { ok: false, reason: "merge-conflict", offset: decoded.offsetAt(conflict.index) }
  const start = text.trimStart()
  if (/^[[{]/.test(start)) {
    const json = readJson(decoded)
    if (!json.ok) return json
    return { ok: true, value: { container: "json", encoding, headNumber: 0, above: [], blank: 0, ...json.value } }
  }
  if (/^<(?:!doctype|html|\?xml|!--|head|body|table|div|section|main|article|p|h\d)\b/i.test(start)) {
    const tables = readWebPage(decoded)
    return tables.tables.length === 0 ? { ok: false, reason: "web-page", offset: 0 } : joinTables(tables, encoding)
  }
  return isMarkdown(text) ? joinTables(readMarkdown(decoded), encoding) : openRecords(decoded)
}

function openRecords(decoded: DecodedText): Opened<SourceTable> {
  const split = splitRecords(decoded)
  if (!split.ok) return split
  const { rows, delimiter, blank, isClosed } = split.value
  const head = findHead(rows)
  if (!head) return { ok: false, reason: "no-head", offset: 0 }
  const below = rows.slice(head.at + 1)
  const last = below.at(-1)
  const isShort = (row: SourceRow) => row.cells.length < head.cells.length
  // A last line that ends in the middle, where no other does, is where the file was cut off.
  if (last && !isClosed && isShort(last) && below.filter(isShort).length === 1)
    return { ok: false, reason: "truncated", offset: decoded.offsetAt(decoded.text.length) }
  return {
    ok: true,
    value: {
      container: "csv",
      encoding: decoded.encoding,
      delimiter,
      head: head.cells,
      headNumber: head.number,
      above: rows.slice(0, head.at),
      rows: below,
      blank,
      about: {},
    },
  }
}

function openSheet(file: Uint8Array): Opened<SourceTable> {
  const sheet = readXlsx(file)
  if (!sheet.ok) return sheet
  const head = findHead(sheet.value.rows)
  if (!head) return { ok: false, reason: "no-head", offset: 0 }
  const width = head.cells.length
  // A sheet leaves empty cells at a row's end out.
  const rows = sheet.value.rows.slice(head.at + 1).map((row) => {
    const missing = Math.max(0, width - row.cells.length)
    return { ...row, cells: [...row.cells, ...Array.from({ length: missing }, () => "")] }
  })
  const { otherSheets, blank } = sheet.value
  const about: Record<string, string> = otherSheets.length > 0 ? { otherSheets: otherSheets.join(", ") } : {}
  const above = sheet.value.rows.slice(0, head.at)
  return {
    ok: true,
    value: {
      container: "xlsx",
      encoding: "utf-8",
      head: head.cells,
      headNumber: head.number,
      above,
      rows,
      blank,
      about,
    },
  }
}

/** Puts the tables of a page under one head: columns by their titles, a later table's own columns at the end. */
function joinTables(page: PageTables, encoding: SourceTable["encoding"]): Opened<SourceTable> {
  const titles: string[] = []
  const rows: SourceRow[] = []
  const above: SourceRow[] = [...page.prose]
  let headNumber = 0
  for (const table of page.tables) {
    const head = findHead(table)
    if (!head) {
      above.push(...table)
      continue
    }
    if (headNumber === 0) headNumber = head.number
    above.push(...table.slice(0, head.at))
    const places = placesOf(head.cells, titles)
    // A row that is not as wide as its head stays as it is, to be told about.
    for (const row of table.slice(head.at + 1))
      rows.push(row.cells.length === places.length ? { ...row, cells: placed(row.cells, places, titles.length) } : row)
  }
  if (headNumber === 0) return { ok: false, reason: "no-head", offset: 0 }
  return {
    ok: true,
    value: { container: "markdown", encoding, head: titles, headNumber, above, rows, blank: 0, about: {} },
  }
}

function placesOf(head: readonly string[], titles: string[]): number[] {
  const taken = new Set<number>()
  return head.map((title) => {
    const known = titles.findIndex((other, at) => !taken.has(at) && titleWords(other) === titleWords(title))
    const place = known >= 0 ? known : titles.push(title) - 1
    taken.add(place)
    return place
  })
}

function placed(cells: readonly string[], places: readonly number[], width: number): string[] {
  const row = Array.from({ length: width }, () => "")
  for (const [at, cell] of cells.entries()) row[places[at] ?? at] = cell
  return row
}

function beginsWith(file: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => file[at] === byte)
}
