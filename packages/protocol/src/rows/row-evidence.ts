import {
  type KioskMoment,
  kioskStatement,
  nodeCount,
  readKioskGrant,
  rotatingStatement,
} from "../codes/rotating-code.ts"
import { venueIdOf, verifyProof } from "../keys/commitment.ts"
import { leafFromCover } from "../keys/cover.ts"
import { leafOf, rowKeyOf } from "../keys/key-tree.ts"
import type { Bytes, Hex } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { hourOf, type ServiceDay, serviceDayOf } from "../shared/units.ts"
import { ed25519Verify } from "../sign/ed25519.ts"
import { keyById, type TrustList } from "../trust/trust-list.ts"

/** Why a row key is believed to be the venue's: a proof against its commitment, or the kiosk's signed word. One row each; for
 * another hour of the same evidence, change `hour` (Spec §9). */
export type RowEvidence =
  | {
      readonly kind: "printed"
      readonly vid: Hex
      readonly commit: Hex
      readonly notBefore: ServiceDay
      readonly day: ServiceDay
      readonly dayKey: Bytes
      readonly proof: Bytes
      /** Null for a row of the whole day. */
      readonly hour: number | null
    }
  | KioskEvidence
/** The kiosk's word for one of the hours that it granted. */
export interface KioskEvidence {
  readonly kind: "kiosk"
  readonly grant: Bytes
  readonly moment: KioskMoment
  readonly hour: number
}

/** What a row speaks of: a venue's day, or one hour of it. */
export interface RowPlace {
  readonly vid: Hex
  readonly day: ServiceDay
  readonly hour: number | null
}

export type EvidenceProblem = "bad-proof" | "bad-kiosk-evidence" | "hour-not-granted"

/** The venue, day and hour that evidence speaks of; nothing for a grant that does not parse. */
export function rowPlaceOf(evidence: RowEvidence, offset: number): RowPlace | undefined {
  if (evidence.kind === "printed") return { vid: evidence.vid, day: evidence.day, hour: evidence.hour }
  const grant = readKioskGrant(evidence.grant)
  return grant.ok
    ? { vid: grant.value.vid, day: serviceDayOf(evidence.moment.t, offset), hour: evidence.hour }
    : undefined
}

/** Checks evidence and gives the row key that it proves. Spec §9. */
export function checkEvidence(
  evidence: RowEvidence,
  given: { readonly trust: TrustList },
): Result<Bytes, EvidenceProblem> {
  const proven = provenKey(evidence, given)
  return proven.ok ? ok(rowKeyOf(proven.value.key, proven.value.vid)) : proven
}

/** Checks evidence and gives the key of the day or hour itself, from which with the venue's id the row key is made. Spec §2, §9. */
export function provenKey(
  evidence: RowEvidence,
  { trust }: { readonly trust: TrustList },
): Result<{ readonly key: Bytes; readonly vid: Hex }, EvidenceProblem> {
  return evidence.kind === "printed" ? checkPrinted(evidence) : checkKiosk(evidence, trust)
}

type Proven = ReturnType<typeof provenKey>

function checkPrinted(evidence: Extract<RowEvidence, { kind: "printed" }>): Proven {
  const { vid, commit, notBefore, day, dayKey, proof, hour } = evidence
  if (commit.length !== 32 || venueIdOf(commit) !== vid) return refused("bad-proof")
  if (!verifyProof(commit, notBefore, day, dayKey, proof)) return refused("bad-proof")
  if (hour !== null && (hour < 0 || hour > 23)) return refused("hour-not-granted")
  return ok({ key: hour === null ? dayKey : leafOf(dayKey, hour), vid })
}

function checkKiosk(evidence: Extract<RowEvidence, { kind: "kiosk" }>, trust: TrustList): Proven {
  const read = readKioskGrant(evidence.grant)
  if (!read.ok) return refused("bad-kiosk-evidence")
  const grant = read.value
  const { moment, hour } = evidence
  const issuer = keyById(trust, "issuer", grant.header.issuerKeyId)
  const day = serviceDayOf(moment.t, trust.offset)
  if (issuer === undefined || day < issuer.from || day > issuer.until) return refused("bad-kiosk-evidence")
  if (day < grant.header.notBefore || day > grant.header.notAfter) return refused("bad-kiosk-evidence")
  const granted = kioskStatement(trust.dep, grant.header, grant.vid, grant.kioskKey, grant.names)
  const isGranted = ed25519Verify(issuer.pub, granted, grant.signature)
  const isShown = ed25519Verify(grant.kioskKey, rotatingStatement(trust.dep, grant.vid, moment), moment.signature)
  if (!isGranted || !isShown || nodeCount(moment.t, moment.hours, trust.offset) !== moment.nodes.length)
    return refused("bad-kiosk-evidence")
  const first = hourOf(moment.t, trust.offset)
  const leaf = leafFromCover(moment.nodes, first, first + moment.hours - 1, hour)
  return leaf === undefined ? refused("hour-not-granted") : ok({ key: leaf, vid: grant.vid })
}

/** The hours that a kiosk's moment granted: its keys make a row for each. Spec §4. */
export function hoursGranted(moment: KioskMoment, offset: number): number[] {
  const first = hourOf(moment.t, offset)
  return Array.from({ length: Math.min(moment.hours, 24 - first) }, (_, i) => first + i)
}

/** The hours that a stay touches, at least the one it began in. */
export function hoursTouched(arrival: number, departure: number): number[] {
  const first = Math.min(23, Math.floor(arrival / 60))
  const last = Math.max(first, Math.min(23, Math.ceil(departure / 60) - 1))
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** A row place as one text, to be used as a map's key. */
export function placeName(place: RowPlace): string {
  return `${place.vid}:${place.day}:${place.hour ?? "day"}`
}
