import { commitmentOf, commitOf } from "../keys/commitment.ts"
import { coverNodes } from "../keys/cover.ts"
import { dayKeyOf } from "../keys/key-tree.ts"
import { type Bytes, copyBytes, type Hex, type Random } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { hourOf, type ServiceDay, type UnixSeconds } from "../shared/units.ts"
import { ed25519Sign, ed25519Verify } from "../sign/ed25519.ts"
import type { CodeHeader } from "./code-header.ts"
import { digitsOfBytes } from "./digits.ts"
import { checkNames, type Names } from "./names.ts"
import { posterStatement, writePrintedCode } from "./printed-code.ts"
import {
  doorNonceOf,
  type KioskGrant,
  type KioskMoment,
  MAX_HOURS,
  rotatingStatement,
  writeRotatingCode,
} from "./rotating-code.ts"
import { schemeOf } from "./scanned-text.ts"

/** A venue's secret, made in its operator's browser and known nowhere else. Spec §2. */
export function makeVenueKey(random: Random): Bytes {
  return copyBytes(random(16))
}

/** The seed of a screen's signing key. */
export function makeKioskSecret(random: Random): Bytes {
  return copyBytes(random(32))
}

/** Puts the venue's key and the issuer's signature together, after checking what the issuer returned. Spec §3. */
export function composePrintedCode(code: {
  readonly dep: Hex
  readonly header: CodeHeader
  readonly venueKey: Uint8Array
  readonly names: Names
  readonly signature: Uint8Array
  readonly issuerKey: Uint8Array
}): Result<Bytes, "bad-signature" | "names-refused"> {
  const { dep, header, names, issuerKey } = code
  const checked = checkNames(names)
  if (!checked.ok) return checked
  const statement = posterStatement(dep, header, commitOf(code.venueKey, header.notBefore), names)
  if (!ed25519Verify(issuerKey, statement, code.signature)) return refused("bad-signature")
  return ok(
    writePrintedCode({ header, venueKey: copyBytes(code.venueKey), names, signature: copyBytes(code.signature) }),
  )
}

/** A code's address in the two segments of its QR symbol: bytes, then digits. Spec §3. */
export function composeUrl(
  host: string,
  path: "v" | "c" | "t" | "p",
  bytes: Uint8Array,
): { readonly text: string; readonly digits: string; readonly url: string } {
  const text = `${schemeOf(host)}://${host}/${path}#`
  const digits = digitsOfBytes(bytes)
  return { text, digits, url: text + digits }
}

/** A screen at one moment. */
export interface ScreenNow {
  readonly dep: Hex
  readonly offset: number
  readonly grant: KioskGrant
  /** The key of the service day of `now`. */
  readonly dayKey: Uint8Array
  readonly now: UnixSeconds
  readonly wanted: number
  /** In tens of seconds; 60 s unless told otherwise. */
  readonly ttl?: number
  readonly doorSeed: Uint8Array
}

/** What a screen says now, and the text that its key must sign: the hours wanted, cut at the end of the day. Spec §4. */
export function momentToSign(screen: ScreenNow): {
  readonly moment: Omit<KioskMoment, "signature">
  readonly statement: Bytes
} {
  const { now, offset } = screen
  const first = hourOf(now, offset)
  const hours = Math.min(screen.wanted, 24 - first, MAX_HOURS)
  const nodes = coverNodes(screen.dayKey, first, first + hours - 1)
  const moment = { t: now, ttl: screen.ttl ?? 6, hours, doorNonce: doorNonceOf(screen.doorSeed, now), nodes }
  return { moment, statement: rotatingStatement(screen.dep, screen.grant.vid, moment) }
}

/** What a screen shows now, signed by a key in memory. Spec §4. */
export function makeRotatingCode(screen: ScreenNow & { readonly kioskSecret: Uint8Array }): Bytes {
  const { moment, statement } = momentToSign(screen)
  return writeRotatingCode({
    grant: screen.grant,
    moment: { ...moment, signature: ed25519Sign(screen.kioskSecret, statement) },
  })
}

/** The day keys and proofs that a device at the door needs, and no more. Spec §13. */
export function deviceKeys(
  venueKey: Uint8Array,
  notBefore: ServiceDay,
  days: readonly ServiceDay[],
): { readonly day: ServiceDay; readonly dayKey: Bytes; readonly proof: Bytes }[] {
  const { proofOf } = commitmentOf(venueKey, notBefore)
  return days.map((day) => ({ day, dayKey: dayKeyOf(venueKey, day), proof: proofOf(day) }))
}
