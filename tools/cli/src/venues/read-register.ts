import { type Position, readPosition } from "@homesafe/domain"
import { checkNames, type Names } from "@homesafe/protocol"
import { parse } from "csv-parse/sync"
import { categoryOfFacility } from "./facility-types.ts"

/** Premises of the register that can have a code. */
export interface Premises {
  /** Unique in the register and among the authority's venues. */
  readonly registerNumber: string
  readonly names: Names
  readonly address: { readonly en: string; readonly hant: string }
  readonly category: number
  readonly district: string
  /** Where the register says. */
  readonly position?: Position
}

/** Why a row cannot be used. */
export type RowProblem =
  | "not-utf8"
  | "wrong-number-of-columns"
  | "no-id"
  | "id-too-long"
  | "duplicate-id"
  | "no-english-name"
  | "no-chinese-name"
  | "chinese-in-english-name"
  | "unknown-type"
  | "no-district"
  | "names-too-long"
  | "names-refused"
  | "address-too-long"

/** A row that cannot be used; `line` is where it ends in the file. */
export interface UnusableRow {
  readonly line: number
  readonly id: string
  readonly en: string
  readonly hant: string
  readonly problem: RowProblem
}

/** What a register holds. */
export interface Register {
  readonly premises: readonly Premises[]
  readonly unusable: readonly UnusableRow[]
}

const columns = {
  id: "ID",
  en: "Facility Name",
  hant: "設施名稱",
  addressEn: "Address",
  addressHant: "地址",
  district: "District",
  type: "Type",
} as const
/** Read where they are there. */
const positionColumns = ["lat", "lng"] as const
type Column = keyof typeof columns
type Cells = Readonly<Record<Column, string>>

/** Most bytes of the names of a code, a NUL between them included (Spec §3). */
const MAX_NAME_BYTES = 160
const MAX_ADDRESS_LENGTH = 200
const MAX_ID_LENGTH = 32

/** Reads a register's file. A file with merge marks, broken quotes or missing columns is refused whole; a bad row is set aside. */
export function readRegister(
  file: Uint8Array,
): { readonly ok: true; readonly value: Register } | { readonly ok: false; readonly problem: string } {
  // Read as Latin-1, a character a byte: the marks of CSV are ASCII, and each cell is decoded by itself below.
  const text = Buffer.from(file)
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "")
  if (/^(<{7}|={7}|>{7}|\|{7})( |\r?$)/m.test(text))
    return { ok: false, problem: "it holds the marks of a merge conflict" }
  let records: Line[]
  try {
    records = parseLines(text)
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
  const [head, ...lines] = records
  const titles = (head?.cells ?? []).map((cell) => tidy(decode(cell) ?? ""))
  const missing = Object.values(columns).filter((title) => !titles.includes(title))
  if (missing.length > 0) return { ok: false, problem: `these columns are missing: ${missing.join(", ")}` }
  return { ok: true, value: readLines(lines, titles) }
}

interface Line {
  readonly cells: readonly string[]
  readonly line: number
}

function parseLines(text: string): Line[] {
  const read: unknown = parse(text, { info: true, relax_column_count: true, skip_empty_lines: true })
  const records = read as { record: string[]; info: { lines: number } }[] // as: what `info` without `columns` makes
  return records.map(({ record, info }) => ({ cells: record, line: info.lines }))
}

function readLines(lines: readonly Line[], titles: readonly string[]): Register {
  const premises: Premises[] = []
  const unusable: UnusableRow[] = []
  const seen = new Set<string>()
  for (const { cells, line } of lines) {
    if (cells.every((cell) => cell.trim() === "")) continue
    const row = readCells(cells, titles)
    const read = cells.length === titles.length ? readRow(row, seen) : "wrong-number-of-columns"
    const position = readPosition(positionColumns.map((title) => cells[titles.indexOf(title)] ?? "").join(", "))
    const shown = { line, id: row.id ?? "", en: row.en ?? "", hant: row.hant ?? "" }
    if (typeof read === "string") unusable.push({ ...shown, problem: read })
    else premises.push(position ? { ...read, position } : read)
  }
  return { premises, unusable }
}

type ReadCells = { readonly [C in Column]: string | undefined }

function readCells(cells: readonly string[], titles: readonly string[]): ReadCells {
  const cell = (column: Column) => {
    const text = decode(cells[titles.indexOf(columns[column])] ?? "")
    return text === undefined ? undefined : present(tidy(text))
  }
  return {
    id: cell("id"),
    en: cell("en"),
    hant: cell("hant"),
    addressEn: cell("addressEn"),
    addressHant: cell("addressHant"),
    district: cell("district"),
    type: cell("type"),
  }
}

function readRow(row: ReadCells, seen: Set<string>): Premises | RowProblem {
  if (!isDecoded(row)) return "not-utf8"
  const { id, en, hant, district } = row
  if (id === "") return "no-id"
  if (id.length > MAX_ID_LENGTH) return "id-too-long"
  if (seen.has(id)) return "duplicate-id"
  seen.add(id)
  if (en === "") return "no-english-name"
  if (hant === "") return "no-chinese-name"
  if (/\p{Script=Han}/u.test(en)) return "chinese-in-english-name"
  const category = categoryOfFacility(row.type, { en, hant })
  if (category === undefined) return "unknown-type"
  if (district === "") return "no-district"
  if (Buffer.byteLength(en) + 1 + Buffer.byteLength(hant) > MAX_NAME_BYTES) return "names-too-long"
  const names = checkNames({ en, hant })
  if (!names.ok) return names.problem
  const address = { en: row.addressEn, hant: row.addressHant }
  if (Math.max(address.en.length, address.hant.length) > MAX_ADDRESS_LENGTH) return "address-too-long"
  return { registerNumber: `FEHD-${id}`, names: names.value, address, category, district }
}

function isDecoded(row: ReadCells): row is Cells {
  return Object.values(row).every((cell) => cell !== undefined)
}

function decode(latin1: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(latin1, "latin1"))
  } catch {
    return undefined
  }
}

/** One spelling for what looks the same: NFC, no spaces at the ends, one between words. Hidden characters stay and are refused. */
function tidy(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Zs}\t\r\n]+/gu, " ")
    .trim()
}

function present(text: string): string {
  return /^(n\.?a\.?|nil|-)$/i.test(text) ? "" : text
}
