import type { DayOrder, Field, Format, ListedName, Note, QuarantineCode, SourceTable } from "../shapes.ts"
import type { Cells } from "../table/compose-time.ts"

/** What is particular to one publisher; everything else is read by one grammar. */
export interface Publisher {
  readonly format: Format
  /** Whether a table is this publisher's, by its titles and its cells. */
  readonly recognise: (table: SourceTable) => boolean
  /** Meanings of titles that differ from what the same words mean elsewhere, by the folded title. */
  readonly titles: Readonly<Record<string, Field | undefined>>
  readonly timeZone: (table: SourceTable) => string
  readonly dayOrder: DayOrder
  readonly language: (nameTitle: string) => ListedName["language"]
  /** What stands in brackets after a name and is a remark. */
  readonly remark?: RegExp
  /** Whether a name and an address may have run together in one cell. */
  readonly joinsAddress?: boolean
  /** Whether the list names days and never hours. */
  readonly daysOnly?: boolean
  /** The district in one spelling, for telling rows apart. */
  readonly district?: (given: string) => string | undefined
  /** A fault that only this publisher's rows can have. */
  readonly findFault?: (cells: Cells) => Note<QuarantineCode> | undefined
}

/** The share of the first rows whose cell in a column matches. */
export function shareOf(table: SourceTable, column: number, pattern: RegExp): number {
  const rows = table.rows.slice(0, 300)
  const filled = rows.map((row) => (row.cells[column] ?? "").trim()).filter((cell) => cell !== "" && cell !== "NA")
  return filled.length === 0 ? 0 : filled.filter((cell) => pattern.test(cell)).length / filled.length
}
