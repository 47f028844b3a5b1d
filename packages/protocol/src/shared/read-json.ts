import { type Bytes, bytesOfBase64url, type Hex, isHex } from "./bytes.ts"
import type { Json } from "./strict-json.ts"

export type JsonObject = { readonly [name: string]: Json }

/** An object with exactly these names (and perhaps the optional ones), or nothing: an unknown name is a later version's. */
export function objectWith(
  value: Json | undefined,
  names: readonly string[],
  optional: readonly string[] = [],
): JsonObject | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined
  const object = value as JsonObject // narrowed above; readonly arrays are not excluded by Array.isArray's type
  const present = Object.keys(object)
  const isComplete = names.every((name) => Object.hasOwn(object, name))
  return isComplete && present.every((name) => names.includes(name) || optional.includes(name)) ? object : undefined
}

/** Says whether a value is an integer from 0 to the greatest allowed. */
export function isCount(value: Json | undefined, greatest: number = Number.MAX_SAFE_INTEGER): value is number {
  return typeof value === "number" && value >= 0 && value <= greatest
}

/** Reads every item of an array, or nothing when one of them is malformed. */
export function listOf<T>(value: Json | undefined, read: (item: Json) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items: T[] = []
  for (const entry of value as readonly Json[]) {
    const item = read(entry)
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}

/** Reads hexadecimal of exactly so many bytes, or nothing. */
export function hexField(value: Json | undefined, byteLength: number): Hex | undefined {
  return isHex(value, byteLength) ? value : undefined
}

/** Reads base64url, of exactly so many bytes where a length is given, or nothing. */
export function bytesField(value: Json | undefined, length?: number): Bytes | undefined {
  const bytes = typeof value === "string" ? bytesOfBase64url(value) : undefined
  return bytes === undefined || (length !== undefined && bytes.length !== length) ? undefined : bytes
}
