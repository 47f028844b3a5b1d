import { p256 } from "@noble/curves/nist.js"
import { type Bytes, concatBytes, copyBytes, u8, u16, utf8Of } from "../shared/bytes.ts"
import { sha256 } from "../shared/hash.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { isSmallOrderKey } from "../sign/ed25519.ts"

/** What a screen shows so that the portal can register it and hand it a week's keys: nothing in it is secret. Spec §13. */
export interface ScreenOffer {
  /** The screen's Ed25519 key, which signs its codes. */
  readonly kioskKey: Bytes
  /** The screen's P-256 key, uncompressed, to which its day keys are sealed. */
  readonly deviceKey: Bytes
  /** Where the screen looks for the answer. */
  readonly relayId: Bytes
}
/** What the portal answers: the issuer's grant, which is public, and the sealed packet. */
export interface ScreenAnswer {
  readonly grant: Bytes
  readonly box: Bytes
}

const TYPE = 0x19

/** Writes the 83 bytes of a screen's offer. */
export function writeScreenOffer({ kioskKey, deviceKey, relayId }: ScreenOffer): Bytes {
  if (kioskKey.length !== 32 || relayId.length !== 16) throw new RangeError("a screen's offer is out of its bounds")
  return concatBytes(u8(TYPE), u8(0), kioskKey, p256.Point.fromBytes(deviceKey).toBytes(true), relayId)
}

/** Reads a screen's offer; keys that are none are refused here, and not where they are used. */
export function readScreenOffer(bytes: Uint8Array): Result<ScreenOffer, "malformed"> {
  const reader = readerOf(bytes)
  const [type, spare] = [reader.u8(), reader.u8()]
  const kioskKey = reader.take(32)
  const deviceKey = pointOf(reader.take(33))
  const relayId = reader.take(16)
  if (type !== TYPE || spare !== 0 || !reader.isFinished()) return refused("malformed")
  if (deviceKey === undefined || isSmallOrderKey(kioskKey)) return refused("malformed")
  return ok({ kioskKey, deviceKey, relayId })
}

function pointOf(compressed: Bytes): Bytes | undefined {
  try {
    return copyBytes(p256.Point.fromBytes(compressed).toBytes(false))
  } catch {
    return undefined // the library's only way to say "not a point"
  }
}

/** Writes what goes over the relay: the grant's length, the grant, the box. */
export function writeScreenAnswer({ grant, box }: ScreenAnswer): Bytes {
  return concatBytes(u16(grant.length), grant, box)
}

/** Reads what came over the relay; grant and box are each believed for their own signature and seal. */
export function readScreenAnswer(bytes: Uint8Array): Result<ScreenAnswer, "malformed"> {
  const reader = readerOf(bytes)
  const grant = reader.take(reader.u16())
  const box = reader.take(Math.max(0, reader.left()))
  return reader.isFinished() && grant.length > 0 && box.length > 0 ? ok({ grant, box }) : refused("malformed")
}

/** The screen's word that these very bytes were taken, back over the relay. */
export function screenAck(answer: Uint8Array): Bytes {
  return copyBytes(sha256(utf8Of("VT1/screen-ack"), answer).subarray(0, 16))
}
