/** Rows as a file for a spreadsheet (RFC 4180). Its mark tells that it is UTF-8; no cell is taken for a formula. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map(lineOf).join("")}`
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`).join(",")}\r\n`
}
