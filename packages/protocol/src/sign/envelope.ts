import {
  type Bytes,
  base64urlOf,
  bytesOfBase64url,
  bytesOfHex,
  concatBytes,
  type Hex,
  isHex,
  u64,
  utf8Of,
} from "../shared/bytes.ts"
import { keyIdOf, sha256 } from "../shared/hash.ts"
import { listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { ed25519PublicKey, ed25519Sign, ed25519Verify } from "./ed25519.ts"

export interface EnvelopeSignature {
  readonly key: Hex
  readonly role: string
  readonly sig: Bytes
}

/** Signed bytes as they travel: the bytes themselves, never a re-writing of them (Spec §9). */
export interface SignedEnvelope {
  readonly bytes: Bytes
  readonly sigs: readonly EnvelopeSignature[]
}

export type EnvelopeLabel =
  | "VT1/manifest"
  | "VT1/witness"
  | "VT1/trust"
  | "VT1/catalogue"
  | "VT1/policy"
  | "VT1/notices"
  | "VT1/officers"
  | "VT1/builds"
  | "VT1/transparency"
  | "VT1/health-keys"
  | "VT1/health-rules"
  | "VT1/health-said"
  | "VT1/health-revoked"

/** What is signed, and in which role. */
export interface SignedThing {
  readonly label: EnvelopeLabel
  readonly dep: Hex
  readonly seq: number
  readonly role: string
}

const MAX_SIGNATURES = 64

/** Parses an envelope as served; the bytes inside stay untouched. */
export function readEnvelope(served: Uint8Array): Result<SignedEnvelope, "malformed-envelope"> {
  const json = readJsonBytes(served)
  const envelope = json.ok ? envelopeOf(json.value) : undefined
  return envelope === undefined ? refused("malformed-envelope") : ok(envelope)
}

/** Reads an envelope that stands inside another JSON text. */
export function envelopeOf(value: Json): SignedEnvelope | undefined {
  const object = objectWith(value, ["bytes", "sigs"])
  const bytes = typeof object?.bytes === "string" ? bytesOfBase64url(object.bytes) : undefined
  const sigs = listOf(object?.sigs, readSignature)
  if (bytes === undefined || sigs === undefined || sigs.length > MAX_SIGNATURES) return undefined
  return { bytes, sigs }
}

function readSignature(value: Json): EnvelopeSignature | undefined {
  const object = objectWith(value, ["key", "role", "sig"])
  if (
    object === undefined ||
    !isHex(object.key, 4) ||
    typeof object.role !== "string" ||
    typeof object.sig !== "string"
  )
    return undefined
  const sig = bytesOfBase64url(object.sig)
  return sig?.length === 64 ? { key: object.key, role: object.role, sig } : undefined
}

/** An envelope as JSON, to stand inside another text. */
export function jsonOfEnvelope(envelope: SignedEnvelope): Json {
  const sigs = envelope.sigs.map(({ key, role, sig }) => ({ key, role, sig: base64urlOf(sig) }))
  return { bytes: base64urlOf(envelope.bytes), sigs }
}

/** Writes an envelope as it is served. */
export function writeEnvelope(envelope: SignedEnvelope): Bytes {
  return canonicalJsonBytes(jsonOfEnvelope(envelope))
}

/** The text that a signature of §9 covers: label ‖ dep ‖ u64 seq ‖ H(bytes). */
export function signedText(label: EnvelopeLabel, dep: Hex, seq: number, bytes: Uint8Array): Bytes {
  return concatBytes(utf8Of(label), bytesOfHex(dep), u64(seq), sha256(bytes))
}

/** Signs bytes in one role. */
export function signEnvelope(bytes: Uint8Array, thing: SignedThing, secret: Uint8Array): EnvelopeSignature {
  const sig = ed25519Sign(secret, signedText(thing.label, thing.dep, thing.seq, bytes))
  return { key: keyIdOf(ed25519PublicKey(secret)), role: thing.role, sig }
}

/** Counts the distinct keys among those given whose signature in this role is good. */
export function countSigners(
  envelope: SignedEnvelope,
  thing: SignedThing,
  keys: readonly { readonly id: Hex; readonly pub: Uint8Array }[],
): number {
  const text = signedText(thing.label, thing.dep, thing.seq, envelope.bytes)
  const offered = envelope.sigs.filter((signature) => signature.role === thing.role)
  const distinct = new Map(keys.map((key) => [base64urlOf(key.pub), key]))
  return [...distinct.values()].filter((key) =>
    offered.some((signature) => signature.key === key.id && ed25519Verify(key.pub, text, signature.sig)),
  ).length
}
