/** Members of a JSON object; read them through `memberOf`. */
export type JsonObject = { readonly [name: string]: unknown }

const MAX_DEPTH = 32
const PARTS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/** Reads a JSON object. Null: it is none, it names a member twice (two readers could then see two documents), or it is nested too deep. */
export function readJsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) && isPlainJson(text) ? value : null
  } catch {
    return null // the parser's only way to say "not JSON"
  }
}

// Looks at the structure of a text that is JSON, for JSON.parse forgets all but the last of two members of one name.
function isPlainJson(text: string): boolean {
  const open: (Set<unknown> | null)[] = []
  let last = ""
  for (const [part] of text.matchAll(PARTS)) {
    if (part === "{" || part === "[") {
      if (open.push(part === "{" ? new Set() : null) > MAX_DEPTH) return false
    } else if (part === "}" || part === "]") open.pop()
    else if (part === ":") {
      const names = open.at(-1)
      const name: unknown = JSON.parse(last)
      if (!names || names.has(name)) return false
      names.add(name)
    }
    last = part
  }
  return true
}

/** Says whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** A member of a JSON object or of a CBOR map; undefined where it is neither or has none of that name. */
export function memberOf(value: unknown, name: string | number): unknown {
  if (value instanceof Map) return value.get(name)
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** A member that is text. */
export function textIn(value: unknown, name: string | number): string | null {
  const member = memberOf(value, name)
  return typeof member === "string" ? member : null
}

/** A member that is a number, and a finite one. */
export function numberIn(value: unknown, name: string | number): number | null {
  const member = memberOf(value, name)
  return typeof member === "number" && Number.isFinite(member) ? member : null
}

/** A member that is a list; no such list: an empty one. */
export function listIn(value: unknown, name: string | number): readonly unknown[] {
  const member = memberOf(value, name)
  return Array.isArray(member) ? member : []
}
