import { type Bytes, concatBytes, copyBytes } from "@homesafe/protocol"
import { encode } from "cborg"
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
    signed: copyBytes(encode(["Signature1", head, new Uint8Array(0), payload])),
    signature: concatBytes(signature),
  }
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}
