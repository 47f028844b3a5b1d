import { p256 } from "@noble/curves/nist.js"
import { sealBox } from "../box/seal-box.ts"
import { type Bytes, copyBytes, type Hex, type Random } from "../shared/bytes.ts"
import type { ServiceDay } from "../shared/units.ts"
import { DROP_TEXT_BYTES, type DropText, dropInfo, writeDropText } from "./drop-text.ts"

const NO_AAD = new Uint8Array()

/** A record on its way: its bucket, and 512 bytes that only the card's inside opens. */
export interface Drop {
  readonly bucket: number
  readonly record: Bytes
}

/** Seals an entering or a leaving to an outside code; the sealer cannot open it again. Spec §11. */
export async function sealDrop(
  dep: Hex,
  front: { readonly bucket: number; readonly pub: Uint8Array },
  text: DropText,
  ephemeralIkm?: Uint8Array,
): Promise<Drop> {
  const record = await sealBox(front.pub, dropInfo(dep, text.day), NO_AAD, writeDropText(text), ephemeralIkm)
  return { bucket: front.bucket, record }
}

/** A record of nothing for a key that nobody has, in any bucket: what fills a parcel up. Spec §11. */
export async function makeEmptyDrop(dep: Hex, day: ServiceDay, cardBits: number, random: Random): Promise<Drop> {
  const throwAway = copyBytes(p256.getPublicKey(p256.utils.randomSecretKey(random(48)), false))
  const record = await sealBox(throwAway, dropInfo(dep, day), NO_AAD, new Uint8Array(DROP_TEXT_BYTES))
  return { bucket: (random(1)[0] ?? 0) & (2 ** cardBits - 1), record }
}
