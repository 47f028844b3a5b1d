import {
  type Bytes,
  base64urlOf,
  bytesOfBase64url,
  bytesOfHex,
  concatBytes,
  copyBytes,
  type Hex,
  isHex,
  utf8Of,
} from "../shared/bytes.ts"
import { keyIdOf, sha256 } from "../shared/hash.ts"
import { isCount, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { type ServiceDay, serviceDay, serviceDayOf, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey, ed25519Sign, ed25519Verify, isSmallOrderKey } from "../sign/ed25519.ts"
import { countSigners, type EnvelopeSignature, type SignedEnvelope } from "../sign/envelope.ts"
import { keysOf, type TrustList } from "../trust/trust-list.ts"

const RIGHTS = ["decision", "change"] as const
/** decision: exposure decisions; change: public files. */
export type OfficerRight = (typeof RIGHTS)[number]

export interface OfficerKey {
  readonly id: Hex
  readonly pub: Bytes
  readonly roles: readonly OfficerRight[]
  readonly from: ServiceDay
  readonly until: ServiceDay
}
/** Whose signatures count as an officer's; known to verifiers and the authority, never in the feed (Spec §9). */
export interface OfficerKeys {
  readonly v: 1
  readonly dep: Hex
  readonly seq: number
  readonly prev: Hex
  readonly t: UnixSeconds
  readonly exp: UnixSeconds
  readonly keys: readonly OfficerKey[]
}
export type OfficersProblem =
  | "malformed-officers"
  | "wrong-deployment"
  | "officers-rolled-back"
  | "not-enough-roots"
  | "officers-expired"

const FOUR_EYES = 2

/** Parses the officers' keys. */
export function readOfficers(bytes: Uint8Array): Result<OfficerKeys, "malformed-officers"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "dep", "seq", "prev", "t", "exp", "keys"]) : undefined
  const keys = listOf(o?.keys, officerKeyOf)
  if (o?.v !== 1 || !keys || !isHex(o.dep, 8) || !isHex(o.prev, 32) || !isCount(o.seq))
    return refused("malformed-officers")
  if (!isCount(o.t, 2 ** 32 - 1) || !isCount(o.exp, 2 ** 32 - 1) || o.exp <= o.t) return refused("malformed-officers")
  if (new Set(keys.map((key) => key.id)).size !== keys.length) return refused("malformed-officers")
  return ok({ v: 1, dep: o.dep, seq: o.seq, prev: o.prev, t: unixSeconds(o.t), exp: unixSeconds(o.exp), keys })
}

function officerKeyOf(value: Json): OfficerKey | undefined {
  const o = objectWith(value, ["id", "pub", "roles", "from", "until"])
  const pub = typeof o?.pub === "string" ? bytesOfBase64url(o.pub) : undefined
  const roles = listOf(o?.roles, (role) => RIGHTS.find((right) => right === role))
  if (!o || !pub || !roles || pub.length !== 32 || isSmallOrderKey(pub) || !isHex(o.id, 4) || o.id !== keyIdOf(pub))
    return undefined
  if (!isCount(o.from, 65_535) || !isCount(o.until, 65_535) || o.from > o.until) return undefined
  return { id: o.id, pub, roles, from: serviceDay(o.from), until: serviceDay(o.until) }
}

/** Writes the officers' keys, to be signed by the roots. */
export function writeOfficers(officers: OfficerKeys): Bytes {
  const keys = officers.keys.map(({ pub, roles, ...key }) => ({ ...key, roles: [...roles], pub: base64urlOf(pub) }))
  return canonicalJsonBytes({ ...officers, keys })
}

/** Accepts the officers' keys: enough roots, and never an older list than the last. Spec §9. */
export function acceptOfficers(
  current: OfficerKeys | null,
  envelope: SignedEnvelope,
  trust: TrustList,
  now: UnixSeconds,
): Result<OfficerKeys, OfficersProblem> {
  const read = readOfficers(envelope.bytes)
  if (!read.ok) return read
  const { dep, seq, t, exp } = read.value
  if (dep !== trust.dep) return refused("wrong-deployment")
  if (current !== null && seq < current.seq) return refused("officers-rolled-back")
  const roots = keysOf(trust, "root", serviceDayOf(t, trust.offset))
  const signers = countSigners(envelope, { label: "VT1/officers", dep, seq, role: "root" }, roots)
  if (signers < trust.rootThreshold) return refused("not-enough-roots")
  return exp <= now ? refused("officers-expired") : ok(read.value)
}

/** What an officer signs to decide: "VT1/decision" ‖ dep ‖ H(bytes). Spec §7. */
export function decisionStatement(dep: Hex, bytes: Uint8Array): Bytes {
  return concatBytes(utf8Of("VT1/decision"), bytesOfHex(dep), sha256(bytes))
}

/** What an officer signs to change a public file: "VT1/change" ‖ dep ‖ H(bytes). */
export function changeStatement(dep: Hex, bytes: Uint8Array): Bytes {
  return concatBytes(utf8Of("VT1/change"), bytesOfHex(dep), sha256(bytes))
}

/** What an officer signs to end a hold: "VT1/hold" ‖ dep ‖ H(bytes). Spec §7. */
export function holdStatement(dep: Hex, bytes: Uint8Array): Bytes {
  return concatBytes(utf8Of("VT1/hold"), bytesOfHex(dep), sha256(bytes))
}

/** An officer's signature as an envelope carries it. */
export function officerSignature(key: Hex, sig: Uint8Array): EnvelopeSignature {
  return { key, role: "officer", sig: copyBytes(sig) }
}

/** Signs a decision with a raw seed; consoles use a key that cannot be read out instead. */
export function signDecision(bytes: Uint8Array, dep: Hex, secret: Uint8Array): EnvelopeSignature {
  return officerSignature(keyIdOf(ed25519PublicKey(secret)), ed25519Sign(secret, decisionStatement(dep, bytes)))
}

/** Signs a file change with a raw seed. */
export function signChange(bytes: Uint8Array, dep: Hex, secret: Uint8Array): EnvelopeSignature {
  return officerSignature(keyIdOf(ed25519PublicKey(secret)), ed25519Sign(secret, changeStatement(dep, bytes)))
}

/** Says which officers signed, if they are at least two distinct ones with the right to. Spec §9. */
export function checkFourEyes(
  envelope: SignedEnvelope,
  rule: {
    readonly dep: Hex
    readonly officers: OfficerKeys
    readonly day: ServiceDay
    readonly right: OfficerRight
    /** The earliest day on which it can have been signed; `day` unless told otherwise. A key that ended since still counts. */
    readonly since?: ServiceDay
  },
): Result<{ readonly signers: readonly Hex[] }, "not-two-officers"> {
  const { dep, officers, day, right } = rule
  const text = right === "decision" ? decisionStatement(dep, envelope.bytes) : changeStatement(dep, envelope.bytes)
  const valid = officers.keys.filter(
    (key) => key.roles.includes(right) && key.from <= day && key.until >= (rule.since ?? day),
  )
  const signers = valid.filter((key) =>
    envelope.sigs.some(
      (each) => each.role === "officer" && each.key === key.id && ed25519Verify(key.pub, text, each.sig),
    ),
  )
  return signers.length >= FOUR_EYES ? ok({ signers: signers.map((key) => key.id) }) : refused("not-two-officers")
}
