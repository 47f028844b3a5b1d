import { type Bytes, textOfUtf8, utf8Of } from "./bytes.ts"
import { ok, type Result, refused } from "./result.ts"

/** JSON as this protocol allows it: every number is a safe integer. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const MAX_DEPTH = 32
const NUMBER = /-?(?:0|[1-9][0-9]*)/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 §7 forbids exactly these inside a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const SPACE = /[ \t\n\r]*/y

interface Cursor {
  readonly text: string
  at: number
}
const MALFORMED = Symbol("malformed")
type Parsed = Json | typeof MALFORMED

/** Parses JSON strictly: no duplicate names, integers only, nothing left over (RFC 8259; Spec §9). */
export function readStrictJson(text: string): Result<Json, "malformed"> {
  const cursor: Cursor = { text, at: 0 }
  const value = readValue(cursor, 0)
  skip(cursor, SPACE)
  return value === MALFORMED || cursor.at !== text.length ? refused("malformed") : ok(value)
}

/** Parses the bytes of a signed thing: UTF-8, then strict JSON. */
export function readJsonBytes(bytes: Uint8Array): Result<Json, "malformed"> {
  const text = textOfUtf8(bytes)
  return text === undefined ? refused("malformed") : readStrictJson(text)
}

/** Writes JSON in the one canonical way (RFC 8785, integers only). */
export function writeCanonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => writeCanonicalJson(item)).join(",")}]`
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new RangeError("canonical JSON here holds safe integers only")
    return String(value === 0 ? 0 : value)
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) // by UTF-16 code unit, RFC 8785 §3.2.3
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${writeCanonicalJson(member)}`).join(",")}}`
}

/** Canonical JSON as UTF-8 bytes, ready to be signed. */
export function canonicalJsonBytes(value: Json): Bytes {
  return utf8Of(writeCanonicalJson(value))
}

function skip(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)?.[0]
  if (found !== undefined) cursor.at += found.length
  return found
}

function readValue(cursor: Cursor, depth: number): Parsed {
  if (depth > MAX_DEPTH) return MALFORMED
  skip(cursor, SPACE)
  const first = cursor.text[cursor.at]
  if (first === "{") return readObject(cursor, depth)
  if (first === "[") return readArray(cursor, depth)
  if (first === '"') return readString(cursor)
  for (const [word, value] of [
    ["true", true],
    ["false", false],
    ["null", null],
  ] as const) {
    if (!cursor.text.startsWith(word, cursor.at)) continue
    cursor.at += word.length
    return value
  }
  return readInteger(cursor)
}

function readInteger(cursor: Cursor): Parsed {
  const digits = skip(cursor, NUMBER)
  if (digits === undefined || digits === "-0") return MALFORMED
  const value = Number(digits)
  return Number.isSafeInteger(value) && !/[.eE0-9]/.test(cursor.text[cursor.at] ?? "") ? value : MALFORMED
}

function readString(cursor: Cursor): string | typeof MALFORMED {
  const found = skip(cursor, STRING)
  if (found === undefined) return MALFORMED
  const text: unknown = JSON.parse(found)
  return typeof text === "string" && !hasLoneSurrogate(text) ? text : MALFORMED
}

function hasLoneSurrogate(text: string): boolean {
  return /[\ud800-\udfff]/u.test(text)
}

function take(cursor: Cursor, character: string): boolean {
  skip(cursor, SPACE)
  if (cursor.text[cursor.at] !== character) return false
  cursor.at++
  return true
}

function readArray(cursor: Cursor, depth: number): Parsed {
  const items: Json[] = []
  cursor.at++
  if (take(cursor, "]")) return items
  do {
    const item = readValue(cursor, depth + 1)
    if (item === MALFORMED) return MALFORMED
    items.push(item)
  } while (take(cursor, ","))
  return take(cursor, "]") ? items : MALFORMED
}

function readObject(cursor: Cursor, depth: number): Parsed {
  const members = new Map<string, Json>()
  cursor.at++
  if (take(cursor, "}")) return {}
  do {
    skip(cursor, SPACE)
    const name = cursor.text[cursor.at] === '"' ? readString(cursor) : MALFORMED
    if (name === MALFORMED || members.has(name) || !take(cursor, ":")) return MALFORMED
    const value = readValue(cursor, depth + 1)
    if (value === MALFORMED) return MALFORMED
    members.set(name, value)
  } while (take(cursor, ","))
  return take(cursor, "}") ? Object.fromEntries(members) : MALFORMED
}
