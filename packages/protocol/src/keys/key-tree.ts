import { type Bytes, bytesOfHex, concatBytes, copyBytes, type Hex, u32, utf8Of } from "../shared/bytes.ts"
import { hmac, manyHmac, sha256 } from "../shared/hash.ts"
import type { ServiceDay } from "../shared/units.ts"

const DAY_LABEL = utf8Of("VT1/blk")
const CHILD_LABEL = utf8Of("VT1/ggm")
const ROW_LABEL = utf8Of("VT1/own")
const CANARY_LABEL = utf8Of("VT1/canary")

/** Depth of the tree of hours: 32 leaves, of which 24 are hours. */
export const LEVELS = 5

/** A venue's key for one service day. Spec §2. */
export function dayKeyOf(venueKey: Uint8Array, day: ServiceDay): Bytes {
  return copyBytes(hmac(venueKey, DAY_LABEL, u32(day)).subarray(0, 16))
}

/** Makes the keys of one day after another into the first 16 of 32 bytes; one key set-up for all of them. */
export function dayKeysInto(venueKey: Uint8Array): (day: number, into: Uint8Array) => void {
  const under = manyHmac(venueKey)
  const text = concatBytes(DAY_LABEL, u32(0))
  const view = new DataView(text.buffer)
  return (day, into) => {
    view.setUint32(DAY_LABEL.length, day)
    under(text, into)
  }
}

/** Follows one bit down the tree: 0 left, 1 right. Spec §2, after Goldreich, Goldwasser and Micali. */
export function childOf(node: Uint8Array, bit: number): Bytes {
  const both = hmac(node, CHILD_LABEL)
  return copyBytes(bit === 0 ? both.subarray(0, 16) : both.subarray(16))
}

/** Follows the given number of index bits, most significant first. */
export function descend(node: Uint8Array, bits: number, index: number): Bytes {
  let at = copyBytes(node)
  for (let bit = bits - 1; bit >= 0; bit--) at = childOf(at, (index >> bit) & 1)
  return at
}

/** The key of one hour. Spec §2. */
export function leafOf(dayKey: Uint8Array, hour: number): Bytes {
  return descend(dayKey, LEVELS, hour)
}

/** The key under which one venue's day or hour stands in the feed; bound to the venue, so no other venue's row can fit. Spec §2. */
export function rowKeyOf(key: Uint8Array, vid: Hex): Bytes {
  return copyBytes(hmac(key, ROW_LABEL, bytesOfHex(vid)).subarray(0, 16))
}

/** The row key that every phone must find in every shard. Spec §7. */
export function canaryRowKey(dep: Hex): Bytes {
  return copyBytes(sha256(CANARY_LABEL, bytesOfHex(dep)).subarray(0, 16))
}
