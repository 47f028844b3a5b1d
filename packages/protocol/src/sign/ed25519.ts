import { ed25519 } from "@noble/curves/ed25519.js"
import { type Bytes, copyBytes } from "../shared/bytes.ts"

/** The public half of a 32-byte Ed25519 seed (RFC 8032 §5.1.5). */
export function ed25519PublicKey(secret: Uint8Array): Bytes {
  return copyBytes(ed25519.getPublicKey(secret))
}

/** Signs a text with a 32-byte seed (RFC 8032 §5.1.6). */
export function ed25519Sign(secret: Uint8Array, text: Uint8Array): Bytes {
  return copyBytes(ed25519.sign(text, secret))
}

/** Checks a signature by RFC 8032's strict rule, not ZIP 215's (Spec, notation). */
export function ed25519Verify(publicKey: Uint8Array, text: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    return ed25519.verify(signature, text, publicKey, { zip215: false })
  } catch {
    return false // a public key that is no point of the curve verifies nothing
  }
}

/** Says whether a key is unusable: no point of the curve, or one of small order, under which anything can be "signed". */
export function isSmallOrderKey(publicKey: Uint8Array): boolean {
  try {
    return ed25519.Point.fromBytes(publicKey, false).isSmallOrder()
  } catch {
    return true
  }
}
