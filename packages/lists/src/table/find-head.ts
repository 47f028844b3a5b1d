import type { SourceRow } from "../shapes.ts"
import { fieldsOfTitle } from "./name-fields.ts"
import { titleWords } from "./title-words.ts"

/** A table's head and which of the rows it is. */
export interface Head {
  readonly at: number
  readonly number: number
  readonly cells: readonly string[]
}

const MOST_ABOVE = 30

/** Finds the row that names the columns: the one with the most known titles, else the first that can be nothing but titles. */
export function findHead(rows: readonly SourceRow[]): Head | undefined {
  let best: { at: number; known: number } | undefined
  for (const [at, row] of rows.slice(0, MOST_ABOVE).entries()) {
    const known = knownTitles(row.cells)
    if (known >= 2 && !row.cells.some(isValue) && known > (best?.known ?? 0)) best = { at, known }
  }
  const at = best?.at ?? headByShape(rows)
  const row = at === undefined ? undefined : rows[at]
  return row && at !== undefined ? { at, number: row.number, cells: distinct(row.cells) } : undefined
}

function knownTitles(cells: readonly string[]): number {
  const fields = new Set(cells.flatMap((cell) => fieldsOfTitle(titleWords(cell)).slice(0, 1)))
  return fields.size
}

/** A head in words that nobody knew: as wide as the table, filled, each title once, short, and no value among them. */
function headByShape(rows: readonly SourceRow[]): number | undefined {
  const widths = new Map<number, number>()
  for (const { cells } of rows.slice(0, 200)) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  const width = [...widths].reduce((one, other) => (other[1] > one[1] ? other : one), [0, 0])[0]
  if (width < 2) return undefined
  const at = rows.slice(0, MOST_ABOVE).findIndex(({ cells }) => cells.length === width)
  const cells = rows[at]?.cells ?? []
  const filled = cells.filter((cell) => cell.trim() !== "")
  const isHead =
    rows.length > at + 1 &&
    filled.length >= 2 &&
    filled.length >= width - 1 &&
    new Set(filled.map(titleWords)).size === filled.length &&
    filled.every((cell) => cell.trim().length <= 50 && !isValue(cell))
  // Without a value below that a head could not hold, the first row may be a record like the others.
  const hasValues = rows.slice(at + 1, at + 40).some((row) => row.cells.some(isValue))
  return isHead && hasValues ? at : undefined
}

/** Whether a cell holds what a title would not: digits as in dates, hours, positions and street numbers. */
function isValue(cell: string): boolean {
  return /\d.*\d/.test(titleWords(cell).replace(/\b(24|19|2)\b/g, "")) || cell.length > 120
}

/** Titles that stand twice are told apart by a number, for a mapping names columns by their titles. */
function distinct(titles: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return titles.map((title, at) => {
    const tidy = title.replace(/\s+/g, " ").trim() || `column ${at + 1}`
    const times = (seen.get(tidy) ?? 0) + 1
    seen.set(tidy, times)
    return times === 1 ? tidy : `${tidy} (${times})`
  })
}
