import { p256 } from "@noble/curves/nist.js"
import { bytesOfDigits } from "../codes/digits.ts"
import { splitScannedText } from "../codes/scanned-text.ts"
import { type Bytes, concatBytes, copyBytes, u8 } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"

/** What stands outside on a folded card, for the staff at a door: a key that seals, and opens nothing. Spec §11. */
export interface CardFront {
  readonly kind: "front"
  readonly bucket: number
  /** P-256, uncompressed, as boxes are sealed to it. */
  readonly pub: Bytes
}
/** What stands inside, for its holder and whoever helps them: the seed of all four keys. Spec §11. */
export interface CardInside {
  readonly kind: "inside"
  readonly hasPin: boolean
  readonly seed: Bytes
}

const FRONT = 0x15
const INSIDE = 0x16
export const CARD_SEED_BYTES = 16
/** The codes outside, by number: the holder shows another one each week. */
export const CARD_FACES = [0, 1, 2, 3] as const

/** Writes the 35 bytes of an outside code. */
export function writeCardFront({ bucket, pub }: Omit<CardFront, "kind">): Bytes {
  return concatBytes(u8(FRONT), u8(bucket), p256.Point.fromBytes(pub).toBytes(true))
}

/** Writes the 18 bytes of the inside code. */
export function writeCardInside({ hasPin, seed }: Omit<CardInside, "kind">): Bytes {
  if (seed.length !== CARD_SEED_BYTES) throw new RangeError("a card's seed has 16 bytes")
  return concatBytes(u8(INSIDE), u8(hasPin ? 1 : 0), seed)
}

/** Reads either side's bytes; a key that is no point of the curve is refused here, and not where it is used. */
export function readCard(bytes: Uint8Array): Result<CardFront | CardInside, "malformed"> {
  const reader = readerOf(bytes)
  const [type, second] = [reader.u8(), reader.u8()]
  if (type === FRONT) {
    const pub = pointOf(reader.take(33))
    return reader.isFinished() && pub ? ok({ kind: "front", bucket: second, pub }) : refused("malformed")
  }
  const seed = reader.take(CARD_SEED_BYTES)
  if (type !== INSIDE || second > 1 || !reader.isFinished()) return refused("malformed")
  return ok({ kind: "inside", hasPin: second === 1, seed })
}

/** Why what was scanned is not the side of a card that was asked for. */
export type CardProblem = "not-our-code" | "wrong-host" | "not-a-card" | "malformed" | "other-side"

/** Reads the text that a camera read as the side wanted; each other code has its own reason. Spec §11. */
export function readScannedCard<Side extends "front" | "inside">(
  text: string,
  hosts: readonly string[],
  side: Side,
): Result<Extract<CardFront | CardInside, { kind: Side }>, CardProblem> {
  const split = splitScannedText(text, hosts)
  if (!split.ok) return split
  if (split.value.path !== "c") return refused("not-a-card")
  const bytes = bytesOfDigits(split.value.digits)
  const card = bytes === undefined ? refused("malformed") : readCard(bytes)
  if (!card.ok) return card
  if (card.value.kind !== side) return refused("other-side")
  return ok(card.value as Extract<CardFront | CardInside, { kind: Side }>) // as: its kind was compared
}

function pointOf(compressed: Bytes): Bytes | undefined {
  try {
    return copyBytes(p256.Point.fromBytes(compressed).toBytes(false))
  } catch {
    return undefined // the library's only way to say "not a point"
  }
}
