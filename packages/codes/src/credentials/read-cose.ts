import { type Bytes, concatBytes, utf8Of } from "@homesafe/protocol"
import { memberOf } from "../shared/read-json.ts"
import { readCbor } from "./read-cbor.ts"

/** A COSE_Sign1 (RFC 9052 §4.2), read and not yet verified. */
export type Cose = {
  readonly algorithm: unknown
  /** The protected header's, if it has one: whoever carries the document can change the other. */
  readonly kid: Uint8Array | null
  readonly claims: unknown
  readonly signed: Bytes
  readonly signature: Bytes
}

const ALGORITHM = 1
const CRITICAL = 2
const KID = 4

/** Reads a COSE_Sign1 and the claims inside it. Null: malformed, or it has headers that must be understood and are not. */
export function readCose(bytes: Uint8Array): Cose | null {
  const parts = readCbor(bytes)
  if (!Array.isArray(parts) || parts.length !== 4) return null
  const [head, loose, payload, signature] = parts as readonly unknown[]
  if (!isBytes(head) || !isBytes(payload) || !isBytes(signature) || !(loose instanceof Map)) return null
  const header = head.length === 0 ? new Map<unknown, unknown>() : readCbor(head)
  const claims = readCbor(payload)
  if (!(header instanceof Map) || !(claims instanceof Map)) return null
  if (header.has(CRITICAL) || loose.has(CRITICAL)) return null
  const kid = header.has(KID) ? memberOf(header, KID) : memberOf(loose, KID)
  return {
    algorithm: header.has(ALGORITHM) ? memberOf(header, ALGORITHM) : memberOf(loose, ALGORITHM),
    kid: isBytes(kid) ? kid : null,
    claims,
    signed: signedOf(head, payload),
    signature: concatBytes(signature),
  }
}

// The Sig_structure of RFC 9052 §4.4: a list of four, its name, the header, nothing from outside, the payload.
function signedOf(head: Uint8Array, payload: Uint8Array): Bytes {
  const name = utf8Of("Signature1")
  const start = Uint8Array.of(0x84, 0x60 + name.length)
  return concatBytes(start, name, lengthOf(head), head, Uint8Array.of(0x40), lengthOf(payload), payload)
}

// How CBOR begins a byte string (RFC 8949 §3.1); what was unpacked is never longer than four bytes can say.
function lengthOf({ length }: Uint8Array): Uint8Array {
  if (length < 24) return Uint8Array.of(0x40 + length)
  if (length < 0x100) return Uint8Array.of(0x58, length)
  if (length < 0x10000) return Uint8Array.of(0x59, length >> 8, length & 0xff)
  return Uint8Array.of(0x5a, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff)
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}
