import type { SourceRow } from "../shapes.ts"
import type { DecodedText } from "./decode-text.ts"
import { unescapeXml } from "./read-xlsx.ts"

/** The tables of a page, with the lines of prose around them. */
export interface PageTables {
  readonly tables: readonly (readonly SourceRow[])[]
  readonly prose: readonly SourceRow[]
}

const RULE = /^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/

/** Whether a text is a page with tables drawn by upright strokes. */
export function isMarkdown(text: string): boolean {
  return (
    /^\s*\|.*\|\s*$/m.test(text) &&
    text.split(/\r?\n/, 400).some((line) => line.includes("|") && RULE.test(line.trim()))
  )
}

/** Reads the tables that a page draws with upright strokes. A head stands above each rule of hyphens. */
export function readMarkdown(decoded: DecodedText): PageTables {
  const tables: SourceRow[][] = []
  const prose: SourceRow[] = []
  let table: SourceRow[] | undefined
  let at = 0
  for (const [place, line] of decoded.text.split("\n").entries()) {
    const offset = at
    at += line.length + 1
    const trimmed = line.trim()
    if (trimmed === "") table = undefined
    else if (RULE.test(trimmed) && trimmed.includes("|")) continue
    else if (trimmed.startsWith("|") || (table && trimmed.includes("|"))) {
      if (!table) {
        table = []
        tables.push(table)
      }
      table.push({
        number: place + 1,
        cells: strokes(trimmed),
        offset: decoded.offsetAt(offset),
        ...damageIn(decoded, offset, at),
      })
    } else {
      table = undefined
      prose.push({ number: place + 1, cells: [trimmed], offset: decoded.offsetAt(offset) })
    }
  }
  return { tables, prose }
}

function damageIn(decoded: DecodedText, begin: number, end: number): Pick<SourceRow, "damage"> {
  const stray = decoded.stray.find(({ index }) => index >= begin && index < end)
  if (stray) return { damage: { code: "byte-not-utf8", offset: stray.offset } }
  const lost = decoded.text.slice(begin, end).indexOf("\ufffd")
  return lost < 0 ? {} : { damage: { code: "lost-character", offset: decoded.offsetAt(begin + lost) } }
}

function strokes(line: string): string[] {
  const inner = line.replace(/^\|/, "").replace(/(?<!\\)\|$/, "")
  return inner.split(/(?<!\\)\|/).map((cell) =>
    unescapeXml(
      cell
        .replace(/\\\|/g, "|")
        .replace(/<br\s*\/?>/gi, "\n")
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"),
    ).trim(),
  )
}

/** Reads the tables of a web page: rows and cells only, no script, no style, no link followed. */
export function readWebPage(decoded: DecodedText): PageTables {
  const { text } = decoded
  const tables: SourceRow[][] = []
  let number = 0
  for (const found of text.matchAll(/<table\b[\s\S]*?<\/table>/gi)) {
    const rows: SourceRow[] = []
    for (const row of found[0].matchAll(/<tr\b[^>]*>([\s\S]*?)(?=<\/tr>|<tr\b|<\/table>)/gi)) {
      number += 1
      const begin = found.index + row.index
      const cells = [...(row[1] ?? "").matchAll(/<t[hd]\b[^>]*>([\s\S]*?)(?=<\/t[hd]>|<t[hd]\b|$)/gi)].map(
        ([, cell = ""]) => plainText(cell),
      )
      if (cells.length > 0)
        rows.push({
          number,
          cells,
          offset: decoded.offsetAt(begin),
          ...damageIn(decoded, begin, begin + row[0].length),
        })
    }
    if (rows.length > 0) tables.push(rows)
  }
  return { tables, prose: [] }
}

function plainText(html: string): string {
  const broken = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, "").replace(/<(br|\/p|\/li|\/div)\b[^>]*>/gi, "\n")
  return unescapeXml(broken.replace(/<[^>]*>/g, ""))
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ *\n[ \n]*/g, "\n")
    .trim()
}
