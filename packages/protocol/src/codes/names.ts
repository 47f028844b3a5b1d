import { type Bytes, concatBytes, textOfUtf8, utf8Of } from "../shared/bytes.ts"
import { objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import type { Json } from "../shared/strict-json.ts"

/** A public name in English, Traditional and, where there is one, Simplified Chinese. */
export interface Names {
  readonly en: string
  readonly hant: string
  readonly hans?: string
}

/** The most bytes that a code's names may take (Spec §3). */
export const MAX_NAME_BYTES = 160
// Controls, and formats such as bidi marks and zero-width joiners, would let one name look like another.
const REFUSED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** Joins the parts with NUL. */
export function writeNames(names: Names): Bytes {
  const parts = names.hans === undefined ? [names.en, names.hant] : [names.en, names.hant, names.hans]
  return concatBytes(...parts.flatMap((part, i) => (i === 0 ? [utf8Of(part)] : [new Uint8Array(1), utf8Of(part)])))
}

/** Reads NUL-separated names: NFC, one or two NULs, no part empty, no hidden characters (Spec §3). */
export function readNames(bytes: Uint8Array): Names | undefined {
  const text = textOfUtf8(bytes)
  if (text === undefined || text !== text.normalize("NFC")) return undefined
  const [en, hant, hans, ...more] = text.split("\0")
  if (!en || !hant || hans === "" || more.length > 0) return undefined
  if ([en, hant, hans ?? ""].some((part) => REFUSED.test(part))) return undefined
  return hans === undefined ? { en, hant } : { en, hant, hans }
}

/** Says whether names can stand in a code: what a form for venues checks before anything is signed. */
export function checkNames(names: Names): Result<Names, "names-refused"> {
  const bytes = writeNames(names)
  const read = bytes.length <= MAX_NAME_BYTES ? readNames(bytes) : undefined
  const isSame = read?.en === names.en && read.hant === names.hant && read.hans === names.hans
  return isSame ? ok(read) : refused("names-refused")
}

/** Reads names that stand in a JSON text, as they are. */
export function namesField(value: Json | undefined): Names | undefined {
  const { en, hant, hans } = objectWith(value, ["en", "hant"], ["hans"]) ?? {}
  if (typeof en !== "string" || typeof hant !== "string") return undefined
  if (hans === undefined) return { en, hant }
  return typeof hans === "string" ? { en, hant, hans } : undefined
}
