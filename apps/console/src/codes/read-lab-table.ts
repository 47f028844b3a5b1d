import { type LabCells, type LabColumn, type LabFault, type LabRepair, type LabRow, readLabRow } from "@homesafe/domain"
import type { Language } from "@homesafe/i18n"
import type { ServiceDay } from "@homesafe/protocol"
import type { Table } from "@homesafe/table"

/** Columns, each with the titles that are understood, in lower case with underscores. The first is the one in the example. */
const titles = {
  number: ["laboratory_number", "lab_number", "化驗編號", "化验编号"],
  disease: ["disease", "疾病"],
  tested: ["test_date", "specimen_date", "檢測日期", "检测日期"],
  onset: ["onset", "onset_date", "發病日期", "发病日期"],
  contact: ["mobile_or_mail", "contact", "mobile", "mail", "電話或電郵", "电话或电邮"],
  language: ["language", "語言", "语言"],
} as const satisfies Record<LabColumn, readonly string[]>
const columns = Object.keys(titles) as LabColumn[] // as: the keys of the object above
const needed: readonly LabColumn[] = ["number", "disease", "tested", "contact"]

/** The titles of the example, in order. */
export const labTitles: readonly string[] = columns.map((column) => titles[column][0])

/** Why a row is not imported: what is wrong with a cell, or with the row among the others. */
export type RowRefusal =
  | { readonly column: LabColumn; readonly fault: LabFault }
  | { readonly fault: "cells" | "no-way" }
  | { readonly fault: "twice"; readonly line: number }

/** One row of the file, and what can become of it. */
export type ReportedRow = { readonly line: number; readonly number: string } & (
  | { readonly state: "good"; readonly row: LabRow; readonly repairs: readonly LabRepair[] }
  | { readonly state: "refused"; readonly reasons: readonly RowRefusal[] }
  | { readonly state: "known"; readonly caseNumber: string }
)

/** Columns that a table lacks, or has twice, by the title that the example has: such a file is refused whole. */
export function wrongColumns({ head }: Table): string[] {
  const places = (column: LabColumn) => head.filter((title) => isTitleOf(column, title)).length
  const wrong = columns.filter((column) => places(column) > 1 || (needed.includes(column) && places(column) === 0))
  return wrong.map((column) => titles[column][0])
}

/** Reads every row by itself; the second row with a laboratory number is refused. */
export function reportRows(
  table: Table,
  { today, usual, ways }: { readonly today: ServiceDay; readonly usual: Language; readonly ways: readonly string[] },
): ReportedRow[] {
  const lines = new Map<string, number>()
  return table.rows.map(({ line, cells }): ReportedRow => {
    const cell = (column: LabColumn) => cells[table.head.findIndex((title) => isTitleOf(column, title))] ?? ""
    const said = Object.fromEntries(columns.map((column) => [column, cell(column)])) as Record<LabColumn, string> // as: one for each
    const refuse = (...reasons: RowRefusal[]): ReportedRow => ({ line, number: said.number, state: "refused", reasons })
    if (cells.length > table.head.length) return refuse({ fault: "cells" })
    const read = readLabRow(said satisfies LabCells, { today, usual })
    if (!read.ok) return refuse(...read.faults)
    const { row, repairs } = read
    const first = lines.get(row.number)
    if (first !== undefined) return refuse({ fault: "twice", line: first })
    lines.set(row.number, line)
    if (!ways.includes(row.way)) return refuse({ fault: "no-way" })
    return { line, number: row.number, state: "good", row, repairs }
  })
}

/** Marks the rows whose laboratory number has a case already. */
export function markKnown(rows: readonly ReportedRow[], caseOf: ReadonlyMap<string, string>): ReportedRow[] {
  return rows.map((each) => {
    const caseNumber = each.state === "good" ? caseOf.get(each.row.number) : undefined
    return caseNumber === undefined ? each : { line: each.line, number: each.number, state: "known", caseNumber }
  })
}

function isTitleOf(column: LabColumn, title: string): boolean {
  const known: readonly string[] = titles[column]
  return known.includes(
    title
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, "_"),
  )
}
