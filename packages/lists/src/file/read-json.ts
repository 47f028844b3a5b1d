import type { Opened, SourceRow } from "../shapes.ts"
import type { DecodedText } from "./decode-text.ts"

/** The records that a JSON document holds: the keys as a head, each record a row. */
export interface JsonTable {
  readonly head: readonly string[]
  readonly rows: readonly SourceRow[]
  readonly about: Readonly<Record<string, string>>
}

type Dictionary = Readonly<Record<string, unknown>>
const DEEPEST = 6

/** Reads the lists of records in a document, however deep they lie; what stands beside them is told as `about`. */
export function readJson(decoded: DecodedText): Opened<JsonTable> {
  let document: unknown
  try {
    document = JSON.parse(decoded.text)
  } catch (error) {
    const message = error instanceof Error ? error.message : ""
    const place = /position (\d+)/.exec(message)?.[1]
    const index = place === undefined ? decoded.text.length : Number(place)
    const isCut = /unterminated/i.test(message) || index >= decoded.text.trimEnd().length
    return { ok: false, reason: isCut ? "truncated" : "unknown-file", offset: decoded.offsetAt(index) }
  }
  const lists: unknown[][] = []
  const about: Record<string, string> = {}
  walk(document, "", 0, lists, about)
  const items = lists.flat()
  if (items.length === 0) return { ok: false, reason: "no-rows", offset: 0 }
  const flat = items.map((item) => flatten(item))
  const head = [...new Set(flat.flatMap((record) => [...record.keys()]))]
  const rows = flat.map((record, at) => {
    const cells = head.map((key) => record.get(key) ?? "")
    const damage = cells.some((cell) => cell.includes("\ufffd"))
      ? ({ code: "lost-character", offset: 0 } as const)
      : undefined
    return { number: at + 1, cells, ...(damage && { damage }) }
  })
  return { ok: true, value: { head, rows, about } }
}

function walk(value: unknown, key: string, depth: number, lists: unknown[][], about: Record<string, string>): void {
  if (depth > DEEPEST) return
  if (Array.isArray(value)) {
    const items: unknown[] = value
    if (items.some(isDictionary)) lists.push(items)
    return
  }
  if (isDictionary(value)) {
    for (const [name, inner] of Object.entries(value)) walk(inner, name, depth + 1, lists, about)
    return
  }
  if (key !== "" && value !== null && !(key in about)) about[key] = String(value)
}

function flatten(item: unknown): Map<string, string> {
  const cells = new Map<string, string>()
  if (!isDictionary(item)) {
    // Something that is no record stands in the list: it stays a row, for a person to see.
    if (item !== null) cells.set("?", asText(item))
    return cells
  }
  fill(item, "", cells, 0)
  return cells
}

function fill(record: Dictionary, before: string, cells: Map<string, string>, depth: number): void {
  for (const [key, value] of Object.entries(record)) {
    const title = before === "" ? key : `${before}.${key}`
    const isPoint = key === "coordinates" && Array.isArray(value) && value.length >= 2 && value.every(Number.isFinite)
    if (isPoint) {
      cells.set("longitude", String(value[0]))
      cells.set("latitude", String(value[1]))
    } else if (isDictionary(value) && depth < DEEPEST) {
      // GeoJSON wraps what a record says in `properties`.
      fill(value, key === "properties" || key === "geometry" ? before : title, cells, depth + 1)
    } else cells.set(title, asText(value))
  }
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return ""
  if (Array.isArray(value)) return value.map(asText).join("; ")
  const text = typeof value === "object" ? JSON.stringify(value) : String(value)
  // An escape can name what is no character; like a lost one it is for a person.
  return text.toWellFormed().replaceAll("\0", "\ufffd")
}

function isDictionary(value: unknown): value is Dictionary {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
