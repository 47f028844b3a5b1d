import { canaryRowKey } from "../keys/key-tree.ts"
import { type Bytes, concatBytes, copyBytes, type Hex, utf8Of } from "../shared/bytes.ts"
import { hmac } from "../shared/hash.ts"
import { type RowMessage, writeMessage } from "./row-message.ts"

const FEED_LABEL = utf8Of("VT1/feed")
export const TAG_BYTES = 8
/** check 6 ‖ masked message 7. */
export const PAYLOAD_BYTES = 13
export const ROW_IN_FEED_BYTES = TAG_BYTES + PAYLOAD_BYTES

/** A row's pseudorandom bytes under one batch's salt: tag 8, check 6, pad 7. Spec §2. */
export function feedPrf(
  rowKey: Uint8Array,
  salt: Uint8Array,
): { readonly tag: Bytes; readonly check: Bytes; readonly pad: Bytes } {
  const bytes = hmac(rowKey, FEED_LABEL, salt)
  return {
    tag: copyBytes(bytes.subarray(0, 8)),
    check: copyBytes(bytes.subarray(8, 14)),
    pad: copyBytes(bytes.subarray(14, 21)),
  }
}

/** The message under its pad; the same call takes the pad off again. */
export function maskMessage(message: Uint8Array, pad: Uint8Array): Bytes {
  return new Uint8Array(message.length).map((_, i) => (message[i] ?? 0) ^ (pad[i] ?? 0))
}

/** The 21 bytes of a row in the feed. Spec §7. */
export function feedRow(rowKey: Uint8Array, salt: Uint8Array, message: RowMessage): Bytes {
  const { tag, check, pad } = feedPrf(rowKey, salt)
  return concatBytes(tag, check, maskMessage(writeMessage(message), pad))
}

/** The row that every phone must find in every shard: template 0, the whole day, no alert. Spec §7. */
export function canaryRow(dep: Hex, salt: Uint8Array): Bytes {
  const message = {
    mode: 0,
    field: 288 << 6,
    daysAgo: 0,
    severity: 0,
    template: 0,
    pool: 0,
    withdrawn: false,
    corrected: false,
  } as const
  return feedRow(canaryRowKey(dep), salt, message)
}
