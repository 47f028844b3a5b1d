import { inertLine } from "./one-line.ts"

type Cell = string | number | null

/** Lines as a file for a spreadsheet (RFC 4180). Its mark tells that it is UTF-8; a text cell is one line and never taken for a formula. */
export function writeCsv(lines: readonly (readonly Cell[])[]): string {
  return `${CSV_MARK}${lines.map(writeCsvLine).join("")}`
}

/** What a file that is written line by line begins with. */
export const CSV_MARK = "\ufeff"

/** One line of such a file. */
export function writeCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`
}

function cellOf(cell: Cell): string {
  if (cell === null) return ""
  return typeof cell === "number" ? String(cell) : `"${inertLine(cell).replaceAll('"', '""')}"`
}
