import { type Bytes, copyBytes, type Random, u8, utf8Of } from "../shared/bytes.ts"
import { hmac } from "../shared/hash.ts"
import { CARD_FACES, CARD_SEED_BYTES, writeCardFront, writeCardInside } from "./card-code.ts"
import { cardKeysOf } from "./open-card.ts"

/** A PIN has so many digits. */
export const CARD_PIN = /^[0-9]{6}$/

/** The bucket of each face, from the seed, so that the inside alone finds them again. ADR 0016. */
function bucketOf(seed: Uint8Array, face: number, cardBits: number): number {
  return (hmac(seed, utf8Of("VT1/bucket"), u8(face))[0] ?? 0) & (2 ** cardBits - 1)
}

/** Every bucket that a card may have used: it may have been printed while there were fewer. ADR 0016. */
export function bucketsOf(seed: Uint8Array, cardBits: number): number[] {
  const widths = Array.from({ length: cardBits + 1 }, (_, bits) => bits)
  return [...new Set(CARD_FACES.flatMap((face) => widths.map((bits) => bucketOf(seed, face, bits))))].sort(
    (a, b) => a - b,
  )
}

/** The codes of a new card: four for the outside, one for the inside. The seed is made here and stays nowhere. Spec §11. */
export async function makeCard(
  random: Random,
  pin: string | null,
  cardBits: number,
): Promise<{ readonly fronts: readonly Bytes[]; readonly inside: Bytes }> {
  const seed = copyBytes(random(CARD_SEED_BYTES))
  const keys = await cardKeysOf(seed, pin)
  const fronts = keys.map(({ pub }, face) => writeCardFront({ bucket: bucketOf(seed, face, cardBits), pub }))
  return { fronts, inside: writeCardInside({ hasPin: pin !== null, seed }) }
}
