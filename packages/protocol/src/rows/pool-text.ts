import { type Names, readNames, writeNames } from "../codes/names.ts"
import { openAesGcm, sealAesGcm } from "../shared/aes.ts"
import { type Bytes, concatBytes, type Hex, hexOf, padBytes, u8 } from "../shared/bytes.ts"
import { hkdfSha256, sha256 } from "../shared/hash.ts"

/** A text of the pool, padded. */
export const POOL_TEXT_BYTES = 1024
/** The same, sealed. */
export const SEALED_POOL_TEXT_BYTES = 1040

/** A text for a row, as decisions name it by its hash: names padded with zeros to 1,024 bytes. Spec §7. */
export function poolText(names: Names): Bytes {
  return padBytes(writeNames(names), POOL_TEXT_BYTES)
}

/** The hash by which a decision names its text. */
export function poolHash(text: Uint8Array): Hex {
  return hexOf(sha256(text))
}

/** Seals a text for the holders of one row's key. Spec §7. */
export function sealPoolText(rowKey: Uint8Array, salt: Uint8Array, index: number, text: Uint8Array): Bytes {
  const key = hkdfSha256(rowKey, salt, "VT1/pool", 16)
  return sealAesGcm(key, new Uint8Array(12), concatBytes(salt, u8(index)), text)
}

/** Opens the text of a row, or nothing. */
export function openPoolText(
  rowKey: Uint8Array,
  salt: Uint8Array,
  index: number,
  sealed: Uint8Array,
): Names | undefined {
  const key = hkdfSha256(rowKey, salt, "VT1/pool", 16)
  const text = openAesGcm(key, new Uint8Array(12), concatBytes(salt, u8(index)), sealed)
  if (text === undefined) return undefined
  const end = text.findLastIndex((byte) => byte !== 0)
  return readNames(text.subarray(0, end + 1))
}
