import { type BoxKeyPair, deriveBoxKeyPair } from "../box/open-box.ts"
import { type Bytes, concatBytes, copyBytes, type Random, u8, utf8Of } from "../shared/bytes.ts"
import { hmac, slowHash } from "../shared/hash.ts"
import { CARD_SEED_BYTES, writeCardFront, writeCardInside } from "./card-code.ts"

/** How many codes stand outside: the holder shows another one each week. */
export const CARD_FACES = 4
const FACES = [0, 1, 2, 3] as const
/** A PIN has so many digits. */
export const CARD_PIN = /^[0-9]{6}$/

/** The four key pairs of a card; the PIN's slow hash takes a second on a slow phone. Spec §11. */
export function cardKeysOf(seed: Uint8Array, pin: string | null): Promise<BoxKeyPair[]> {
  const stretched = pin === null ? new Uint8Array() : slowHash(utf8Of(pin), concatBytes(utf8Of("VT1/pin"), seed), 32)
  return Promise.all(FACES.map((i) => deriveBoxKeyPair(hmac(seed, utf8Of("VT1/card"), u8(i), stretched))))
}

/** The bucket of each face, from the seed, so that the inside alone finds them again. ADR 0016. */
function bucketOf(seed: Uint8Array, face: number, cardBits: number): number {
  return (hmac(seed, utf8Of("VT1/bucket"), u8(face))[0] ?? 0) & (2 ** cardBits - 1)
}

/** Every bucket that a card may have used: it may have been printed while there were fewer. ADR 0016. */
export function bucketsOf(seed: Uint8Array, cardBits: number): number[] {
  const widths = Array.from({ length: cardBits + 1 }, (_, bits) => bits)
  return [...new Set(FACES.flatMap((face) => widths.map((bits) => bucketOf(seed, face, bits))))].sort((a, b) => a - b)
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
