import { type BoxKeyPair, deriveBoxKeyPair, openBox } from "../box/open-box.ts"
import { concatBytes, type Hex, u8, utf8Of } from "../shared/bytes.ts"
import { hmac, slowHash } from "../shared/hash.ts"
import type { ServiceDay } from "../shared/units.ts"
import { CARD_FACES } from "./card-code.ts"
import { type DropText, dropInfo, readDropText } from "./drop-text.ts"

const NO_AAD = new Uint8Array()

/** The four key pairs of a card; the PIN's slow hash takes a second on a slow phone. Spec §11. */
export function cardKeysOf(seed: Uint8Array, pin: string | null): Promise<BoxKeyPair[]> {
  const stretched = pin === null ? new Uint8Array() : slowHash(utf8Of(pin), concatBytes(utf8Of("VT1/pin"), seed), 32)
  return Promise.all(CARD_FACES.map((i) => deriveBoxKeyPair(hmac(seed, utf8Of("VT1/card"), u8(i), stretched))))
}

/** Tries a card's keys on one record: what it says, or nothing when it is somebody else's, or nobody's. Spec §11. */
export async function tryRecord(
  keys: readonly BoxKeyPair[],
  dep: Hex,
  day: ServiceDay,
  record: Uint8Array,
): Promise<DropText | undefined> {
  for (const { secret } of keys) {
    const text = await openBox(secret, dropInfo(dep, day), NO_AAD, record)
    const read = text && readDropText(text)
    // A record of another day than it was sealed for is no gate's.
    if (read?.day === day) return read
  }
  return undefined
}
