import { strToU8, zipSync } from "fflate"
import { type ReadingWishes, readList } from "./read-list.ts"
import type { ListReading, Refusal, RowOutcome } from "./shapes.ts"

/** Reads a list from a text and fails where it is refused. */
export function readText(text: string, wishes: ReadingWishes = {}): ListReading {
  const read = readList(new TextEncoder().encode(text), wishes)
  if (!read.ok) throw new Error(`refused: ${read.reason} at ${read.offset}`)
  return read.value
}

/** Why a text or a file is refused. */
export function refusalOf(file: string | Uint8Array): Pick<Refusal, "reason" | "offset"> | undefined {
  const read = readList(typeof file === "string" ? new TextEncoder().encode(file) : file)
  return read.ok ? undefined : { reason: read.reason, offset: read.offset }
}

/** The times of an outcome in its list's zone, as `2031-07-05 09:00 to 2031-07-05 10:00`. */
export function timesOf(outcome: RowOutcome | undefined): string[] {
  if (!outcome || outcome.state === "quarantined") return []
  return outcome.exposures.map((one) => `${localTime(one.start, one.timeZone)} to ${localTime(one.end, one.timeZone)}`)
}

function localTime(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" })
  return parts.format(new Date(at * 1000))
}

/** The codes of an outcome's remarks. */
export function codesOf(outcome: RowOutcome | undefined): string[] {
  if (!outcome || outcome.state === "accepted") return []
  return (outcome.state === "quarantined" ? outcome.why : outcome.how).map(({ code }) => code)
}

/** Reads one cell of free text as a list with one row would. */
export function readWhen(when: string, timeZone = "Asia/Hong_Kong"): RowOutcome | undefined {
  const quoted = `"${when.replace(/"/g, '""')}"`
  const mapping = { columns: { Venue: "name", "Date and time": "when" }, timeZone } as const
  return readText(`Venue,Date and time\nQuiet Teahouse,${quoted}\n`, { mapping }).outcomes[0]
}

type Cell = string | { readonly number: number; readonly style?: number }

/** A workbook with one sheet. Style 1 shows a day, style 2 a time of day, style 3 both. */
export function workbook(rows: readonly (readonly Cell[])[], from1904 = false): Uint8Array {
  const letter = (at: number) => String.fromCharCode(65 + at)
  const cell = (value: Cell, row: number, column: number) => {
    const reference = `${letter(column)}${row + 1}`
    if (typeof value === "string")
      return `<c r="${reference}" t="inlineStr"><is><t>${value.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</t></is></c>`
    return `<c r="${reference}" s="${value.style ?? 0}"><v>${value.number}</v></c>`
  }
  const body = rows.map(
    (cells, row) => `<row r="${row + 1}">${cells.map((value, at) => cell(value, row, at)).join("")}</row>`,
  )
  const parts = {
    "xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr date1904="${from1904}"/><sheets><sheet name="Sites" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${body.join("")}</sheetData></worksheet>`,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}
