import { openAesGcm, sealAesGcm } from "../shared/aes.ts"
import { type Bytes, concatBytes, copyBytes, type Random, u8, u32 } from "../shared/bytes.ts"
import { hkdfSha256 } from "../shared/hash.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type StoreFile, writeSynced } from "./store-file.ts"

// What a phone keeps beside its diary and what has no day: favourites, names of companions, receipts. One file of constant size with
// two slots. Each change is written to the other slot, then the old one is overwritten, so that what was deleted is gone from the disk
// and a crash at any moment leaves the old text or the new (ADR 0009).

const SLOT_BYTES = 65_536
const NONCE_BYTES = 12
const TAG_BYTES = 16
const FRONT_BYTES = 8
const ROOM = SLOT_BYTES - NONCE_BYTES - TAG_BYTES
const SLOTS = [0, 1] as const

/** The size of the file, always. */
export const BESIDE_BYTES = SLOTS.length * SLOT_BYTES
/** The longest text that it takes. */
export const BESIDE_TEXT_BYTES = ROOM - FRONT_BYTES

/** Where the file lies, and the store's key, from which its own is made. */
export interface BesidePlace {
  readonly file: StoreFile
  readonly random: Random
  readonly key: Uint8Array
}

interface Slot {
  readonly slot: (typeof SLOTS)[number]
  readonly count: number
  readonly text: Bytes
}

function keyOf(storeKey: Uint8Array): Bytes {
  return hkdfSha256(storeKey, new Uint8Array(), "VT1/beside", 32)
}

function readSlot({ file, key }: Pick<BesidePlace, "file" | "key">, slot: Slot["slot"]): Slot | undefined {
  const sealed = file.read(slot * SLOT_BYTES, SLOT_BYTES)
  const opened = openAesGcm(keyOf(key), sealed.subarray(0, NONCE_BYTES), u8(slot), sealed.subarray(NONCE_BYTES))
  if (opened === undefined) return undefined
  const reader = readerOf(opened)
  const [count, length] = [reader.u32(), reader.u32()]
  return { slot, count, text: copyBytes(opened.subarray(FRONT_BYTES, FRONT_BYTES + length)) }
}

function newestOf(place: Pick<BesidePlace, "file" | "key">): Slot | undefined {
  const found = SLOTS.flatMap((slot) => readSlot(place, slot) ?? [])
  return found.reduce<Slot | undefined>((best, each) => (best && best.count > each.count ? best : each), undefined)
}

/** The text that was kept last, or nothing: a new file, or another store's. */
export function readBeside(place: Pick<BesidePlace, "file" | "key">): Bytes | undefined {
  return newestOf(place)?.text
}

/** Keeps a text in place of the one before, of which nothing remains. */
export function writeBeside(place: BesidePlace, text: Uint8Array): Result<null, "no-room"> {
  const written = stageBeside(place, text)
  if (!written.ok) return written
  writeSynced(place.file, (1 - written.value) * SLOT_BYTES, place.random(SLOT_BYTES))
  return ok(null)
}

/** Writes a text beside the one before without ending that one: for a change of the store's key, which is done in between. Gives the
 * slot written. */
export function stageBeside(
  place: BesidePlace,
  text: Uint8Array,
  before: Uint8Array = place.key,
): Result<0 | 1, "no-room"> {
  if (text.length > BESIDE_TEXT_BYTES) return refused("no-room")
  const last = newestOf({ file: place.file, key: before })
  const slot = last?.slot === 0 ? 1 : 0
  const open = concatBytes(
    u32((last?.count ?? 0) + 1),
    u32(text.length),
    text,
    new Uint8Array(ROOM - FRONT_BYTES - text.length),
  )
  const nonce = copyBytes(place.random(NONCE_BYTES))
  const sealed = concatBytes(nonce, sealAesGcm(keyOf(place.key), nonce, u8(slot), open))
  writeSynced(place.file, slot * SLOT_BYTES, sealed)
  return ok(slot)
}

/** At a start: what an interrupted change left in the other slot is overwritten. */
export function tidyBeside(place: BesidePlace): void {
  const last = newestOf(place)
  for (const slot of SLOTS) {
    if (slot !== last?.slot) writeSynced(place.file, slot * SLOT_BYTES, place.random(SLOT_BYTES))
  }
}

/** Overwrites everything. */
export function eraseBeside({ file, random }: Pick<BesidePlace, "file" | "random">): void {
  for (const slot of SLOTS) writeSynced(file, slot * SLOT_BYTES, random(SLOT_BYTES))
}
