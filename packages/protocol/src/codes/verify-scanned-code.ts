import type { Revoked } from "../files/revoked.ts"
import { type Commitment, commitmentOf, venueIdOf } from "../keys/commitment.ts"
import { dayKeyOf } from "../keys/key-tree.ts"
import { type Bytes, type Hex, hexOf } from "../shared/bytes.ts"
import { sha256 } from "../shared/hash.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import {
  addDays,
  hourOf,
  type ServiceDay,
  serviceDayOf,
  startOfServiceDay,
  type UnixSeconds,
  unixSeconds,
} from "../shared/units.ts"
import { ed25519Verify } from "../sign/ed25519.ts"
import { keyById, type TrustKey, type TrustList } from "../trust/trust-list.ts"
import { type CodeHeader, type CodeKind, isProvisional } from "./code-header.ts"
import { bytesOfDigits } from "./digits.ts"
import type { Names } from "./names.ts"
import { type PrintedCode, posterStatement, readPrintedCode } from "./printed-code.ts"
import { kioskStatement, type RotatingCode, readRotatingCode, rotatingStatement } from "./rotating-code.ts"
import { splitScannedText } from "./scanned-text.ts"

export type ScanProblem =
  | "not-our-code"
  | "wrong-host"
  | "other-code"
  | "malformed"
  | "unknown-issuer"
  | "issuer-not-valid"
  | "bad-signature"
  | "not-yet-valid"
  | "expired"
  | "revoked"
  | "too-old-screen"
  | "too-new-screen"

/** What a visit at a printed code keeps: one day's key and its proof; the venue's own key is forgotten. */
export interface PrintedKeys {
  readonly kind: "printed"
  readonly day: ServiceDay
  readonly dayKey: Bytes
  readonly proof: Bytes
  readonly plate?: string
}
/** What a visit at a screen keeps: the keys of the hours granted, and the kiosk's word for them. */
export interface RotatingKeys {
  readonly kind: "rotating"
  readonly day: ServiceDay
  readonly t: UnixSeconds
  readonly ttl: number
  readonly hours: number
  readonly doorNonce: Bytes
  readonly nodes: readonly Bytes[]
  readonly signature: Bytes
}
export interface VerifiedCode {
  readonly kind: CodeKind
  readonly provisional: boolean
  readonly vid: Hex
  readonly names: Names
  readonly category: number
  readonly hourRows: boolean
  readonly cell: number
  readonly day: ServiceDay
  readonly notBefore: ServiceDay
  readonly notAfter: ServiceDay
  readonly issuerKeyId: Hex
  /** H(issuer signature)[0:8): which door's poster this is (Spec §15). */
  readonly codeHash: Hex
  readonly today: PrintedKeys | RotatingKeys
  readonly tomorrow: PrintedKeys | null
  /** The end of the hours granted by a screen. */
  readonly latestDeparture: UnixSeconds | null
}
export interface ScanContext {
  readonly trust: TrustList
  readonly revoked: Revoked
  readonly now: UnixSeconds
}

// Clocks of phones and screens differ by up to two minutes (Spec §4).
const CLOCK_TOLERANCE = 120

/** Checks a scanned code offline and gives what a visit needs, or why it is not accepted. Spec §3, §4. */
export function readScannedCode(text: string, context: ScanContext): Result<VerifiedCode, ScanProblem> {
  const split = splitScannedText(text, context.trust.hosts)
  if (!split.ok) return split
  if (split.value.path !== "v") return refused("other-code")
  const bytes = bytesOfDigits(split.value.digits)
  if (bytes === undefined) return refused("malformed")
  const isRotating = bytes[0] === 0x11
  return isRotating ? readRotating(bytes, context) : readPrinted(bytes, context)
}

function readPrinted(bytes: Uint8Array, context: ScanContext): Result<VerifiedCode, ScanProblem> {
  const read = readPrintedCode(bytes)
  if (!read.ok) return read
  const { header, venueKey, names, signature } = read.value
  // Before the commitment, which costs two thousand hashes.
  const issuer = keyById(context.trust, "issuer", header.issuerKeyId)
  if (issuer === undefined) return refused("unknown-issuer")
  const day = serviceDayOf(context.now, context.trust.offset)
  const commitment = commitmentOf(venueKey, header.notBefore)
  const vid = venueIdOf(commitment.commit)
  const statement = posterStatement(context.trust.dep, header, commitment.commit, names)
  const problem = problemOf({ header, statement, signature, vid, day }, issuer, context)
  if (problem !== undefined) return refused(problem)
  const keys = keysOfDays(read.value, commitment, day)
  return ok({ ...factsOf(header, names, signature, vid, day), ...keys, latestDeparture: null })
}

/** The keys of a day and, where the code still serves it, of the next; the venue's own key ends here. */
export function keysOfDays(
  code: Pick<PrintedCode, "header" | "venueKey">,
  { proofOf }: Commitment,
  day: ServiceDay,
): Pick<VerifiedCode, "tomorrow"> & { today: PrintedKeys } {
  const { header, venueKey } = code
  const next = addDays(day, 1)
  const keys = (of: ServiceDay): PrintedKeys => ({
    kind: "printed",
    day: of,
    dayKey: dayKeyOf(venueKey, of),
    proof: proofOf(of),
  })
  return { today: keys(day), tomorrow: next <= header.notAfter ? keys(next) : null }
}

function readRotating(bytes: Uint8Array, context: ScanContext): Result<VerifiedCode, ScanProblem> {
  const { trust, now } = context
  const read = readRotatingCode(bytes, trust.offset)
  if (!read.ok) return read
  const { grant, moment } = read.value
  const issuer = keyById(trust, "issuer", grant.header.issuerKeyId)
  if (issuer === undefined) return refused("unknown-issuer")
  const day = serviceDayOf(moment.t, trust.offset)
  const statement = kioskStatement(trust.dep, grant.header, grant.vid, grant.kioskKey, grant.names)
  const signed = { header: grant.header, statement, signature: grant.signature, vid: grant.vid, day }
  const problem = problemOf(signed, issuer, context) ?? problemOfMoment(read.value, context)
  if (problem !== undefined) return refused(problem)
  // A code of yesterday's last minute speaks of hours that are over: the screen has a new one by now.
  if (day !== serviceDayOf(now, trust.offset)) return refused(moment.t < now ? "too-old-screen" : "too-new-screen")
  const lastHour = hourOf(moment.t, trust.offset) + moment.hours
  return ok({
    ...factsOf(grant.header, grant.names, grant.signature, grant.vid, day),
    today: { kind: "rotating", day, ...moment },
    tomorrow: null,
    latestDeparture: unixSeconds(startOfServiceDay(day, trust.offset) + lastHour * 3600),
  })
}

function problemOfMoment({ grant, moment }: RotatingCode, { trust, now }: ScanContext): ScanProblem | undefined {
  if (!ed25519Verify(grant.kioskKey, rotatingStatement(trust.dep, grant.vid, moment), moment.signature))
    return "bad-signature"
  if (now - moment.t > moment.ttl * 10 + CLOCK_TOLERANCE) return "too-old-screen"
  return now - moment.t < -CLOCK_TOLERANCE ? "too-new-screen" : undefined
}

/** The issuer's word comes first: what an unsigned header says of its days is nobody's word. */
function problemOf(
  signed: {
    readonly header: CodeHeader
    readonly statement: Uint8Array
    readonly signature: Uint8Array
    readonly vid: Hex
    readonly day: ServiceDay
  },
  issuer: TrustKey,
  { revoked }: ScanContext,
): ScanProblem | undefined {
  const { header, statement, signature, vid, day } = signed
  if (!ed25519Verify(issuer.pub, statement, signature)) return "bad-signature"
  if (day < issuer.from || day > issuer.until) return "issuer-not-valid"
  if (day < header.notBefore) return "not-yet-valid"
  if (day > header.notAfter) return "expired"
  const revokedFrom = revoked.get(vid)
  return revokedFrom !== undefined && day >= revokedFrom ? "revoked" : undefined
}

/** What a check-in shows and remembers of a code. */
export function factsOf(header: CodeHeader, names: Names, signature: Uint8Array, vid: Hex, day: ServiceDay) {
  const codeHash = hexOf(sha256(signature).subarray(0, 8))
  return { ...header, provisional: isProvisional(header), vid, names, day, codeHash }
}
