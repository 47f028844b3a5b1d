import fs from "node:fs"
import path from "node:path"
import type { RowProblem, UnusableRow } from "./read-register.ts"

/** What a person is told about a row that cannot be used. */
export const reasons: Readonly<Record<RowProblem, string>> = {
  "not-utf8": "holds bytes that are not UTF-8",
  "wrong-number-of-columns": "has more or fewer columns than the first line",
  "no-id": "has no ID",
  "id-too-long": "has an ID of more than 32 characters",
  "duplicate-id": "has the ID of an earlier row",
  "no-english-name": "has no English name",
  "no-chinese-name": "has no Chinese name",
  "chinese-in-english-name": "has Chinese characters in its English name",
  "unknown-type": "is of a type that has no category here",
  "no-district": "has no district",
  "names-too-long": "has names that do not fit a code (160 bytes together)",
  "names-refused": "has hidden characters in a name",
  "address-too-long": "has an address of more than 200 characters",
}

/** Writes every unusable row with its line and reason as CSV that a spreadsheet opens; returns the file. */
export function writeReport(out: string, rows: readonly UnusableRow[]): string {
  const table = [
    ["Line", "ID", "Facility Name", "設施名稱", "Problem", "Reason"],
    ...rows.map((row) => [
      String(row.line),
      row.id,
      row.en,
      row.hant,
      row.problem,
      `This row ${reasons[row.problem]}.`,
    ]),
  ]
  const file = path.join(out, "import-report.csv")
  const text = table.map((cells) => `${cells.map(escapeCell).join(",")}\r\n`).join("")
  fs.writeFileSync(file, `\uFEFF${text}`, { mode: 0o600 })
  return file
}

/** A cell that no spreadsheet takes for a formula (OWASP, CSV injection), quoted where it must be (RFC 4180). */
export function escapeCell(text: string): string {
  const safe = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
