import type { Bytes } from "@homesafe/protocol"
import type { Credential, Outcome, ReadingContext, RefusedWhy, TrustedKey, UnverifiedWhy } from "../credential.ts"
import { type SignatureKind, verifySignature } from "../shared/verify-signature.ts"

/** What a document says, before anything is said of it. */
export type Said = Omit<Credential, "outcome">

/** The signature of a document and the key that it names. */
export type Proof = {
  readonly kind: SignatureKind
  readonly signature: Bytes
  readonly signed: Bytes
  /** The document's format is one whose keys belong to an issuer that it names. */
  readonly issuerCounts: boolean
}

export const refused = (why: RefusedWhy): Outcome => ({ state: "refused", why })
export const unverified = (why: UnverifiedWhy): Outcome => ({ state: "unverified", why })

/** A document of which nothing could be read. */
export function nothingSaid(format: Credential["format"], why: RefusedWhy): Credential {
  const empty = { holders: [], records: [], issuer: null, kid: null, issuedAt: null, validFrom: null, validUntil: null }
  return { format, outcome: refused(why), ...empty, ids: [] }
}

/** Decides on a document: first the key, then the signature, then what the key may sign, then time, then revocations. `endsAt`: the second from which on it has expired. */
export async function judge(
  said: Said,
  proof: Proof,
  { at, trust }: ReadingContext,
  endsAt: number | null,
): Promise<Outcome> {
  const ours = trust.keys.filter(({ format }) => format === said.format)
  if (ours.length === 0) return unverified("no-trust-list")
  const named = ours.filter(({ kid }) => kid === said.kid)
  if (named.length === 0) return unverified("unknown-key")
  const keys = named.filter(({ issuer }) => !proof.issuerCounts || issuer === said.issuer)
  if (keys.length === 0) return refused("key-not-for-this")
  // A key's name may be short, so that two keys can share it.
  let signer: TrustedKey | null = null
  for (const key of keys) {
    if (await verifySignature(proof.kind, key.spki, proof.signature, proof.signed)) signer = key
  }
  if (signer === null) return refused("signature")
  const why = judgeSigned(said, signer, { at, trust }, endsAt)
  return why === null ? { state: "verified", issuer: signer.issuer } : refused(why)
}

function judgeSigned(
  said: Said,
  signer: TrustedKey,
  { at, trust }: ReadingContext,
  endsAt: number | null,
): RefusedWhy | null {
  const { kinds } = signer
  if (said.records.length === 0) return "malformed"
  if (kinds !== undefined && said.records.some(({ kind }) => !kinds.includes(kind))) return "key-not-for-this"
  if (at < signer.from || at > signer.until) return "key-not-for-this"
  if (said.ids.some((id) => trust.revoked.has(id))) return "revoked"
  if (endsAt !== null && at >= endsAt) return "expired"
  const begins = Math.max(said.validFrom ?? -Infinity, said.issuedAt ?? -Infinity)
  return at < begins ? "not-yet-valid" : null
}
