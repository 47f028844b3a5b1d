import { type Bytes, copyBytes, type Hex } from "../shared/bytes.ts"
import { keyIdOf } from "../shared/hash.ts"
import { BOX_OVERHEAD, ENC_BYTES, SUITE } from "./hpke-suite.ts"

/** A key pair whose boxes can be opened: DeriveKeyPair of 32 random bytes (RFC 9180 §7.1.3). */
export interface BoxKeyPair {
  readonly secret: Bytes
  readonly pub: Bytes
  readonly id: Hex
}

/** Derives a key pair. */
export async function deriveBoxKeyPair(ikm: Uint8Array): Promise<BoxKeyPair> {
  const pair = await SUITE.kem.deriveKeyPair(copyBytes(ikm))
  const secret = new Uint8Array(await SUITE.kem.serializePrivateKey(pair.privateKey))
  const pub = new Uint8Array(await SUITE.kem.serializePublicKey(pair.publicKey))
  return { secret, pub, id: keyIdOf(pub) }
}

/** Opens a box, or nothing when it was not sealed to this key, for this purpose. */
export async function openBox(
  secret: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
  box: Uint8Array,
): Promise<Bytes | undefined> {
  if (box.length < BOX_OVERHEAD) return undefined
  const recipientKey = await SUITE.kem.deserializePrivateKey(copyBytes(secret))
  const enc = copyBytes(box.subarray(0, ENC_BYTES))
  try {
    const text = await SUITE.open(
      { recipientKey, enc, info: copyBytes(info) },
      copyBytes(box.subarray(ENC_BYTES)),
      copyBytes(aad),
    )
    return new Uint8Array(text)
  } catch {
    return undefined // chaff, another key, another phone's bind: all expected
  }
}
