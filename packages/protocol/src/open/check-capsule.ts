import { type KioskGrant, nodeCount, readKioskGrant, rotatingStatement } from "../codes/rotating-code.ts"
import type { PrintedKeys, RotatingKeys } from "../codes/verify-scanned-code.ts"
import { commitOf, venueIdOf, verifyProof } from "../keys/commitment.ts"
import { canonicalPlate, vehicleEpoch, vehicleKeyOf } from "../keys/vehicle.ts"
import { hoursTouched, type RowEvidence } from "../rows/row-evidence.ts"
import type { Bytes, Hex } from "../shared/bytes.ts"
import { isPastRetention, type ServiceDay, secondOfDay, serviceDayOf } from "../shared/units.ts"
import { ed25519Verify } from "../sign/ed25519.ts"
import type { CapsuleText } from "../upload/capsule-text.ts"

/** What the authority knows of a venue, sent to the opener with a box (Spec §6). */
export interface VenueFacts {
  readonly vid: Hex
  readonly commit: Hex
  readonly notBefore: ServiceDay
  readonly notAfter: ServiceDay
  readonly hourRows: boolean
  readonly revokedFrom: ServiceDay | null
  /** The grants of its screens, as `writeKioskGrant` writes them. */
  readonly grants: readonly Bytes[]
}
export type CapsuleProblem =
  | "does-not-open"
  | "malformed"
  | "outside-retention"
  | "unknown-venue"
  | "not-valid-that-day"
  | "bad-proof"
  | "bad-kiosk-signature"
  | "arrival-not-near-code"
  | "hours-outside-grant"
  | "wrong-plate"

export interface CapsuleContext {
  readonly dep: Hex
  readonly offset: number
  readonly today: ServiceDay
  readonly plate: string | null
  readonly venues: (vid: Hex) => VenueFacts | undefined
}

// A screen is scanned at the door: more than ten minutes apart is another visit's code (Spec §6).
const NEAR_SECONDS = 600

/** Checks what a capsule says against the venue's commitment or the kiosk's signature: evidence per row key, or why it stays unproven. */
export function checkCapsule(text: CapsuleText, context: CapsuleContext): readonly RowEvidence[] | CapsuleProblem {
  const { day, keys, vid } = text
  if (isPastRetention(day, context.today) || day > context.today) return "outside-retention"
  if (keys.kind === "printed" && keys.plate !== undefined) return checkPlate(text, keys, keys.plate, context)
  const venue = context.venues(vid)
  if (venue === undefined || venueIdOf(venue.commit) !== vid) return "unknown-venue"
  if (day < venue.notBefore || day > venue.notAfter || (venue.revokedFrom !== null && day >= venue.revokedFrom))
    return "not-valid-that-day"
  return keys.kind === "printed" ? checkPrinted(text, keys, venue) : checkRotating(text, keys, venue, context)
}

function checkPrinted(
  text: CapsuleText,
  keys: PrintedKeys,
  venue: Pick<VenueFacts, "commit" | "notBefore" | "hourRows">,
): readonly RowEvidence[] | CapsuleProblem {
  const { commit, notBefore, hourRows } = venue
  if (!verifyProof(commit, notBefore, text.day, keys.dayKey, keys.proof)) return "bad-proof"
  if (text.hourVenue !== hourRows) return "malformed"
  const { vid, day } = text
  const { dayKey, proof } = keys
  const evidence = (hour: number | null): RowEvidence => ({
    kind: "printed",
    vid,
    commit,
    notBefore,
    day,
    dayKey,
    proof,
    hour,
  })
  return hourRows ? hoursTouched(text.arrival, text.departure).map(evidence) : [evidence(null)]
}

function checkPlate(
  text: CapsuleText,
  keys: PrintedKeys,
  plate: string,
  context: CapsuleContext,
): readonly RowEvidence[] | CapsuleProblem {
  if (context.plate === null || canonicalPlate(plate, context.plate) !== plate) return "wrong-plate"
  const notBefore = vehicleEpoch(text.day)
  const commit = commitOf(vehicleKeyOf(plate, context.dep, text.day), notBefore)
  if (venueIdOf(commit) !== text.vid) return "wrong-plate"
  const venue = context.venues(text.vid)
  if (venue !== undefined && venue.revokedFrom !== null && text.day >= venue.revokedFrom) return "not-valid-that-day"
  return checkPrinted(text, keys, { commit, notBefore, hourRows: false })
}

function checkRotating(
  text: CapsuleText,
  keys: RotatingKeys,
  venue: VenueFacts,
  { dep, offset }: CapsuleContext,
): readonly RowEvidence[] | CapsuleProblem {
  if (
    !text.hourVenue ||
    serviceDayOf(keys.t, offset) !== text.day ||
    nodeCount(keys.t, keys.hours, offset) !== keys.nodes.length
  )
    return "malformed"
  const statement = rotatingStatement(dep, text.vid, keys)
  const grant = venue.grants.find((bytes) => {
    const read = readKioskGrant(bytes)
    return read.ok && isGrantFor(read.value, text) && ed25519Verify(read.value.kioskKey, statement, keys.signature)
  })
  if (grant === undefined) return "bad-kiosk-signature"
  const second = secondOfDay(keys.t, offset)
  if (Math.abs(second - text.arrival * 60) > NEAR_SECONDS + 59) return "arrival-not-near-code" // arrival is a whole minute
  const first = Math.floor(second / 3600)
  if (text.arrival < first * 60 || text.departure > (first + keys.hours) * 60) return "hours-outside-grant"
  const { t, ttl, hours, doorNonce, nodes, signature } = keys
  const moment = { t, ttl, hours, doorNonce, nodes, signature }
  return hoursTouched(text.arrival, text.departure).map((hour) => ({ kind: "kiosk", grant, moment, hour }))
}

function isGrantFor({ vid, header }: KioskGrant, text: CapsuleText): boolean {
  return vid === text.vid && header.notBefore <= text.day && text.day <= header.notAfter
}
