import { type Bytes, concatBytes, type Hex, type Random, u8 } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import type { ServiceDay } from "../shared/units.ts"
import { DROP_BYTES } from "./drop-text.ts"
import { type Drop, makeEmptyDrop } from "./seal-drop.ts"
import { shuffle } from "./shuffle.ts"

/** A parcel has 8, 16, 32 … 256 records. */
export const LEAST_IN_PARCEL = 8
export const MOST_IN_PARCEL = 256
const EACH_BYTES = 1 + DROP_BYTES
export const MOST_PARCEL_BYTES = MOST_IN_PARCEL * EACH_BYTES

/** The least size of a parcel that so many records fit into. */
export function parcelSizeFor(waiting: number): number {
  let size = LEAST_IN_PARCEL
  while (size < waiting) size *= 2
  return Math.min(size, MOST_IN_PARCEL)
}

/** Fills up with records of nothing and shuffles: the size alone is seen, and no place in it says anything. Spec §11. */
export async function packParcel(
  waiting: readonly Drop[],
  filling: { readonly dep: Hex; readonly day: ServiceDay; readonly cardBits: number; readonly random: Random },
): Promise<Bytes> {
  const { dep, day, cardBits, random } = filling
  if (waiting.length > MOST_IN_PARCEL) throw new RangeError("too many records for one parcel")
  const missing = parcelSizeFor(waiting.length) - waiting.length
  const empty = await Promise.all(Array.from({ length: missing }, () => makeEmptyDrop(dep, day, cardBits, random)))
  return writeParcel(shuffle([...waiting, ...empty], random))
}

/** Writes a parcel's records one after another. */
export function writeParcel(drops: readonly Drop[]): Bytes {
  return concatBytes(...drops.flatMap(({ bucket, record }) => [u8(bucket), record]))
}

/** Reads a parcel by its length alone: what it holds can be opened by cards only. */
export function readParcel(bytes: Uint8Array): Result<readonly Drop[], "malformed"> {
  const count = bytes.length / EACH_BYTES
  if (!Number.isInteger(count) || count === 0 || parcelSizeFor(count) !== count) return refused("malformed")
  const reader = readerOf(bytes)
  return ok(Array.from({ length: count }, () => ({ bucket: reader.u8(), record: reader.take(DROP_BYTES) })))
}
