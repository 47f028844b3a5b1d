import { p256 } from "@noble/curves/nist.js"
import { type Bytes, concatBytes, copyBytes, u8, utf8Of } from "../shared/bytes.ts"
import { hmac, sha256 } from "../shared/hash.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"

/** What a new phone shows so that an old one can hand its diary over (Spec §16). */
export interface TransferCode {
  /** The new phone's key, uncompressed. */
  readonly pub: Bytes
  readonly relayId: Bytes
  /** Proves to the new phone that the sealer saw its screen. */
  readonly secret: Bytes
}

const TYPE = 0x17
const KEY_BYTES = 33

/** Seconds for which a code may be scanned. */
export const TRANSFER_CODE_SECONDS = 600
/** Seconds for which its box may be opened: a file takes longer to carry than a relay. */
export const TRANSFER_BOX_SECONDS = 3600

/** Writes the 67 bytes of a transfer code. */
export function writeTransferCode({ pub, relayId, secret }: TransferCode): Bytes {
  return concatBytes(u8(TYPE), u8(0), p256.Point.fromBytes(pub).toBytes(true), relayId, secret)
}

/** Reads a transfer code; a key that is no point of the curve is refused here and not at sealing. */
export function readTransferCode(bytes: Uint8Array): Result<TransferCode, "malformed"> {
  const reader = readerOf(bytes)
  const [type, spare] = [reader.u8(), reader.u8()]
  const pub = pointOf(reader.take(KEY_BYTES))
  const relayId = reader.take(16)
  const secret = reader.take(16)
  if (type !== TYPE || spare !== 0 || !reader.isFinished() || pub === undefined) return refused("malformed")
  return ok({ pub, relayId, secret })
}

function pointOf(compressed: Bytes): Bytes | undefined {
  try {
    return copyBytes(p256.Point.fromBytes(compressed).toBytes(false))
  } catch {
    return undefined // the library's only way to say "not a point"
  }
}

function sixDigits(bytes: Uint8Array): string {
  return String(readerOf(bytes).u32() % 1_000_000).padStart(6, "0")
}

/** The six digits that both phones show of one code: the same digits, the same code. Spec §16. */
export function checkNumberOf(code: Uint8Array): string {
  return sixDigits(sha256(utf8Of("VT1/sas"), code))
}

/** The new phone's word that this very box was opened and kept. Spec §16. */
export function transferAck(secret: Uint8Array, box: Uint8Array): Bytes {
  return copyBytes(hmac(secret, utf8Of("VT1/ack"), sha256(box)).subarray(0, 16))
}

/** The same word as six digits, for phones between which only a person goes. Spec §16. */
export function ackNumberOf(ack: Uint8Array): string {
  return sixDigits(ack)
}
