import { inertLine } from "./one-line.ts"

/** Lines as a file for a spreadsheet (RFC 4180). Its mark tells that it is UTF-8; a text cell is one line and never taken for a formula. */
export function writeCsv(lines: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${lines.map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("")}`
}

function cellOf(cell: string | number | null): string {
  if (cell === null) return ""
  return typeof cell === "number" ? String(cell) : `"${inertLine(cell).replaceAll('"', '""')}"`
}
