import { sealBox } from "../box/seal-box.ts"
import { checkNames, type Names, namesField } from "../codes/names.ts"
import { type Bytes, bytesOfHex, concatBytes, type Hex, utf8Of } from "../shared/bytes.ts"
import { hexField, isCount, listOf, objectWith } from "../shared/read-json.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"

/** A visit as its visitor may share it: what it was called and when. Never a key, a proof, a venue's id or a capsule. Spec §18. */
export interface SharedVisit {
  readonly names: Names
  readonly category: number
  /** Seconds since 1970. */
  readonly from: number
  readonly until: number
}

/** What one act of sharing holds. */
export interface SharedVisits {
  /** 16 random bytes: the name by which it can be taken back. */
  readonly shareId: Hex
  readonly visits: readonly SharedVisit[]
}

/** Visits in one act of sharing at the most. */
export const MOST_SHARED_VISITS = 64

/** Binds a box to its deployment and its purpose. */
export const shareInfo = (dep: Hex) => concatBytes(utf8Of("VT1/share"), bytesOfHex(dep))

/** Seals visits that were ticked one by one to the health-code service's key; the phone cannot open it again. */
export async function sealShare(
  sharePub: Uint8Array,
  dep: Hex,
  { shareId, visits }: SharedVisits,
  ephemeralIkm?: Uint8Array,
): Promise<Bytes> {
  const text = canonicalJsonBytes({ v: 1, shareId, visits: visits.map(jsonOf) })
  return sealBox(sharePub, shareInfo(dep), new Uint8Array(), text, ephemeralIkm)
}

// Field by field: whatever else an object may carry stays behind.
function jsonOf({ names, category, from, until }: SharedVisit): Json {
  const { en, hant, hans } = names
  return { names: hans === undefined ? { en, hant } : { en, hant, hans }, category, from, until }
}

/** Reads the text of a share, or nothing. */
export function readShareText(text: Uint8Array): SharedVisits | undefined {
  const json = readJsonBytes(text)
  const o = json.ok ? objectWith(json.value, ["v", "shareId", "visits"]) : undefined
  const shareId = hexField(o?.shareId, 16)
  const visits = listOf(o?.visits, readVisit)
  if (o?.v !== 1 || !shareId || !visits || visits.length === 0 || visits.length > MOST_SHARED_VISITS) return undefined
  return { shareId, visits }
}

function readVisit(value: Json): SharedVisit | undefined {
  const o = objectWith(value, ["names", "category", "from", "until"])
  const names = namesField(o?.names)
  if (!o || !names || !isCount(o.category, 65_535) || !isCount(o.from, 2 ** 32 - 1)) return undefined
  if (!isCount(o.until, 2 ** 32 - 1) || o.until < o.from) return undefined
  return checkNames(names).ok ? { names, category: o.category, from: o.from, until: o.until } : undefined
}
