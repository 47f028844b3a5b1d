import { unzipSync } from "fflate"
import type { Opened, SourceRow } from "../shapes.ts"
import { datePartOf, dateStyles, serialText } from "./sheet-dates.ts"

/** The rows of the sheet that is read, and the names of those that are not. */
export interface Sheet {
  readonly rows: readonly SourceRow[]
  readonly blank: number
  readonly otherSheets: readonly string[]
}

// A sheet of 30,000 rows inflates to about 25 MB; whatever is larger than this was made to exhaust a reader.
const MOST_INFLATED = 80_000_000
const MOST_COLUMNS = 200

/** Reads the first sheet of a workbook that holds rows. Nothing is computed and nothing outside the file is fetched. */
export function readXlsx(file: Uint8Array): Opened<Sheet> {
  const parts = inflate(file)
  if (!parts.ok) return parts
  const workbook = parts.value.get("xl/workbook.xml")
  if (workbook === undefined) return { ok: false, reason: "unknown-file", offset: 0 }
  const strings = sharedStrings(parts.value.get("xl/sharedStrings.xml") ?? "")
  const styles = dateStyles(parts.value.get("xl/styles.xml") ?? "")
  const from1904 = /date1904="(?:1|true)"/.test(workbook)
  const sheets = sheetsOf(workbook, parts.value.get("xl/_rels/workbook.xml.rels") ?? "")
  const read = sheets.map(({ name, path }) => ({ name, sheet: parts.value.get(path) }))
  for (const [at, { sheet }] of read.entries()) {
    if (sheet === undefined) continue
    if (!/<\/(?:\w+:)?worksheet>\s*$/.test(sheet)) return { ok: false, reason: "broken-sheet", offset: 0 }
    const { rows, blank } = rowsOf(sheet, strings, styles, from1904)
    if (rows.length === 0) continue
    const others = read.filter((other, place) => place !== at && /<(?:\w+:)?v>|<(?:\w+:)?is>/.test(other.sheet ?? ""))
    return { ok: true, value: { rows, blank, otherSheets: others.map((other) => other.name) } }
  }
  return { ok: false, reason: "no-rows", offset: 0 }
}

function inflate(file: Uint8Array): Opened<Map<string, string>> {
  let total = 0
  let tooLarge = false
  try {
    const entries = unzipSync(file, {
      filter: ({ name, originalSize }) => {
        if (!/^xl\/(workbook|sharedStrings|styles|worksheets\/[^/]+|_rels\/workbook)\.xml(\.rels)?$/.test(name))
          return false
        total += originalSize
        // The decoder never writes more than the size that is declared, so the declared sizes are the limit.
        if (total > MOST_INFLATED) tooLarge = true
        return !tooLarge
      },
    })
    if (tooLarge) return { ok: false, reason: "sheet-too-large", offset: 0 }
    const decoder = new TextDecoder("utf-8", { fatal: true })
    return { ok: true, value: new Map(Object.entries(entries).map(([name, bytes]) => [name, decoder.decode(bytes)])) }
  } catch {
    return { ok: false, reason: "truncated", offset: Math.max(0, file.length - 1) }
  }
}

function sheetsOf(workbook: string, relations: string): { name: string; path: string }[] {
  const targets = new Map<string, string>()
  for (const [tag] of relations.matchAll(/<Relationship\b[^>]*>/g))
    targets.set(attribute(tag, "Id") ?? "", attribute(tag, "Target") ?? "")
  const found: { name: string; path: string }[] = []
  for (const [tag] of workbook.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)) {
    const target = targets.get(attribute(tag, "r:id") ?? attribute(tag, "id") ?? "") ?? ""
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`
    found.push({ name: attribute(tag, "name") ?? "", path })
  }
  return found
}

function sharedStrings(xml: string): string[] {
  return [...xml.matchAll(/<(?:\w+:)?si\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g)].map(([, inside = ""]) =>
    textOf(inside),
  )
}

/** The text of a string, its formatted runs joined; readings printed above characters are left out. */
function textOf(xml: string): string {
  const plain = xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, "")
  return [...plain.matchAll(/<(?:\w+:)?t\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?t>)/g)]
    .map(([, text = ""]) => unescapeXml(text))
    .join("")
}

function rowsOf(sheet: string, strings: readonly string[], styles: readonly string[], from1904: boolean) {
  const rows: SourceRow[] = []
  let blank = 0
  let waiting = 0
  let number = 0
  for (const [, attributes = "", inside = ""] of sheet.matchAll(
    /<(?:\w+:)?row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/g,
  )) {
    number = Number(attribute(attributes, "r") ?? number + 1)
    const cells = cellsOf(inside, strings, styles, from1904)
    if (cells.every((cell) => cell === "")) waiting += 1
    else {
      // An empty row between others may hide something; those at the sheet's end are formatting.
      blank += waiting
      waiting = 0
      rows.push({ number, cells })
    }
  }
  return { rows, blank: blank + waiting }
}

function cellsOf(row: string, strings: readonly string[], styles: readonly string[], from1904: boolean): string[] {
  const cells: string[] = []
  for (const [, attributes = "", inside = ""] of row.matchAll(
    /<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g,
  )) {
    const column = columnOf(attribute(attributes, "r")) ?? cells.length
    if (column >= MOST_COLUMNS) continue
    while (cells.length < column) cells.push("")
    cells[column] = readValue(attributes, inside, strings, styles, from1904)
  }
  while (cells.at(-1) === "") cells.pop()
  return cells
}

function readValue(
  attributes: string,
  inside: string,
  strings: readonly string[],
  styles: readonly string[],
  from1904: boolean,
): string {
  const type = attribute(attributes, "t") ?? "n"
  if (type === "inlineStr") return textOf(inside)
  const value = unescapeXml(/<(?:\w+:)?v\b[^>]*>([\s\S]*?)<\/(?:\w+:)?v>/.exec(inside)?.[1] ?? "")
  if (type === "s") return strings[Number(value)] ?? ""
  if (type !== "n" || value === "") return value
  const part = datePartOf(styles[Number(attribute(attributes, "s") ?? -1)] ?? "")
  return part ? serialText(Number(value), part, from1904) : value
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return found ? unescapeXml(found[1] ?? found[2] ?? "") : undefined
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " }

/** Resolves the named and the numbered characters of XML and of web pages; others stay as they are. */
export function unescapeXml(text: string): string {
  if (!text.includes("&") && !text.includes("_x")) return text
  return text
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
      if (!name.startsWith("#")) return entities[name.toLowerCase()] ?? whole
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole
    })
    .replace(/_x000[dD]_/g, "\r")
}
