import { ctr, gcm } from "@noble/ciphers/aes.js"
import { type Bytes, copyBytes } from "./bytes.ts"

/** AES-GCM with a 12-byte nonce; the key's length (16 or 32) chooses AES-128 or AES-256 (NIST SP 800-38D). */
export function sealAesGcm(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, text: Uint8Array): Bytes {
  return copyBytes(gcm(key, nonce, aad).encrypt(text))
}

/** Opens AES-GCM, or nothing when the tag does not fit. */
export function openAesGcm(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Bytes | undefined {
  if (sealed.length < 16) return undefined
  try {
    return copyBytes(gcm(key, nonce, aad).decrypt(sealed))
  } catch {
    return undefined // a tag that does not fit is expected here: chaff, a foreign key, a torn write
  }
}

/** The AES-256-CTR key stream from counter 0 (NIST SP 800-38A): dummies that co-signers can make again. */
export function keyStream(key: Uint8Array, length: number): Bytes {
  return copyBytes(ctr(key, new Uint8Array(16)).encrypt(new Uint8Array(length)))
}
