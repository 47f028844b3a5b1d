import { type Bytes, bytesOfHex, concatBytes, type Hex, utf8Of } from "../shared/bytes.ts"
import { keyIdOf, sha256 } from "../shared/hash.ts"
import { hexField, isCount, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, readJsonBytes } from "../shared/strict-json.ts"
import { type ServiceDay, serviceDay, serviceDayOf, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey, ed25519Sign, ed25519Verify } from "../sign/ed25519.ts"
import type { SignedEnvelope } from "../sign/envelope.ts"
import { keysOf, type TrustList } from "../trust/trust-list.ts"

/** The authority asks a venue for the key of one day (Spec §6). */
export interface VenueRequest {
  readonly v: 1
  readonly dep: Hex
  /** 16 random bytes. */
  readonly id: Hex
  readonly vid: Hex
  readonly day: ServiceDay
  /** After it, no answer is taken. */
  readonly until: UnixSeconds
}
export type VenueRequestProblem = "malformed-request" | "wrong-deployment" | "bad-signature" | "too-late"

/** Parses a request's bytes. */
export function readVenueRequest(bytes: Uint8Array): Result<VenueRequest, "malformed-request"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "dep", "id", "vid", "D", "until"]) : undefined
  const [dep, id, vid] = [hexField(o?.dep, 8), hexField(o?.id, 16), hexField(o?.vid, 8)]
  if (o?.v !== 1 || !dep || !id || !vid || !isCount(o.D, 65_535) || !isCount(o.until, 2 ** 32 - 1))
    return refused("malformed-request")
  return ok({ v: 1, dep, id, vid, day: serviceDay(o.D), until: unixSeconds(o.until) })
}

/** Writes a request's canonical bytes and signs them with the request key. */
export function signVenueRequest({ day, ...rest }: VenueRequest, secret: Uint8Array): SignedEnvelope {
  const bytes = canonicalJsonBytes({ ...rest, D: day })
  const sig = ed25519Sign(secret, requestStatement(rest.dep, bytes))
  return { bytes, sigs: [{ key: keyIdOf(ed25519PublicKey(secret)), role: "request", sig }] }
}

/** Takes a request that a request key of the trust list signed, and whose time is not over. */
export function acceptVenueRequest(
  envelope: SignedEnvelope,
  trust: TrustList,
  now: UnixSeconds,
): Result<VenueRequest, VenueRequestProblem> {
  const read = readVenueRequest(envelope.bytes)
  if (!read.ok) return read
  if (read.value.dep !== trust.dep) return refused("wrong-deployment")
  const text = requestStatement(trust.dep, envelope.bytes)
  const keys = keysOf(trust, "request", serviceDayOf(now, trust.offset))
  const isSigned = envelope.sigs.some(
    ({ key, role, sig }) =>
      role === "request" && keys.some(({ id, pub }) => id === key && ed25519Verify(pub, text, sig)),
  )
  if (!isSigned) return refused("bad-signature")
  return now > read.value.until ? refused("too-late") : read
}

/** What the request key signs: "VT1/venue-request" ‖ dep ‖ H(bytes). */
function requestStatement(dep: Hex, bytes: Uint8Array): Bytes {
  return concatBytes(utf8Of("VT1/venue-request"), bytesOfHex(dep), sha256(bytes))
}
