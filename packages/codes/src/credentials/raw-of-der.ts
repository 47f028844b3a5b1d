import { type Bytes, concatBytes } from "@homesafe/protocol"
import { derChildren } from "./read-der.ts"

/** Turns a DER ECDSA signature (RFC 3279 §2.2.3) of P-256 into the 64 bytes that WebCrypto takes. Null: it is none. */
export function rawOfDer(der: Uint8Array): Bytes | null {
  const [outer, ...more] = derChildren(der) ?? []
  if (outer === undefined || outer.tag !== 0x30 || more.length > 0) return null
  const numbers = derChildren(outer.value) ?? []
  if (numbers.length !== 2) return null
  const halves = numbers.map(({ tag, value }) => (tag === 0x02 ? numberOf(value) : null))
  const [r, s] = halves
  return r && s ? concatBytes(r, s) : null
}

function numberOf(value: Uint8Array): Uint8Array | null {
  const [first = 0, second = 0] = value
  // Positive, and in the one shortest way.
  if (value.length === 0 || first > 0x7f || (first === 0 && value.length > 1 && second < 0x80)) return null
  const bare = first === 0 ? value.subarray(1) : value
  if (bare.length > 32) return null
  const padded = new Uint8Array(32)
  padded.set(bare, 32 - bare.length)
  return padded
}
