import { hkdf } from "@noble/hashes/hkdf.js"
import { hmac as nobleHmac } from "@noble/hashes/hmac.js"
import { scrypt as nobleScrypt } from "@noble/hashes/scrypt.js"
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js"
import type { Hash } from "@noble/hashes/utils.js"
import { type Bytes, concatBytes, copyBytes, type Hex, hexOf, utf8Of } from "./bytes.ts"

// Synchronous on purpose: a match makes hundreds of HMACs over tiny texts, where WebCrypto's round trip costs more.

/** SHA-256 over the parts joined (FIPS 180-4). */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  return copyBytes(nobleSha256(concatBytes(...parts)))
}

/** HMAC-SHA-256 over the parts joined (RFC 2104). */
export function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Bytes {
  return copyBytes(nobleHmac(nobleSha256, key, concatBytes(...parts)))
}

/** Hashes one text after another and writes each digest into the same 32 bytes: nothing is made anew for each text. */
export type HashInto = (text: Uint8Array, into: Uint8Array) => void

/** SHA-256, many times. */
export function manySha256(): HashInto {
  return manyTimes(nobleSha256.create())
}

/** HMAC-SHA-256 under one key, many times: the key is set up once. */
export function manyHmac(key: Uint8Array): HashInto {
  return manyTimes(nobleHmac.create(nobleSha256, key))
}

function manyTimes<T extends Hash<T>>(ready: T): HashInto {
  const scratch = ready.clone()
  return (text, into) => {
    ready._cloneInto(scratch).update(text).digestInto(into)
  }
}

/** HKDF with SHA-256 (RFC 5869). */
export function hkdfSha256(key: Uint8Array, salt: Uint8Array, info: string, length: number): Bytes {
  return copyBytes(hkdf(nobleSha256, key, salt, utf8Of(info), length))
}

/** scrypt with the one cost of this protocol: N 2^15, r 8, p 1, 32 MiB (RFC 7914; Spec §5, §6, §14). */
export function slowHash(password: Uint8Array, salt: Uint8Array, length: number): Bytes {
  return copyBytes(nobleScrypt(password, salt, { N: 2 ** 15, r: 8, p: 1, dkLen: length }))
}

/** The public id of any public key: the first four bytes of its hash (Spec, notation). */
export function keyIdOf(publicKey: Uint8Array): Hex {
  return hexOf(sha256(publicKey).subarray(0, 4))
}
