import { bytesOfDigits, digitsOfBytes } from "../codes/digits.ts"
import {
  type Bytes,
  bytesOfHex,
  concatBytes,
  type Hex,
  hexOf,
  textOfUtf8,
  u8,
  u16,
  u32,
  utf8Of,
} from "../shared/bytes.ts"
import { keyIdOf } from "../shared/hash.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import type { UnixSeconds } from "../shared/units.ts"
import { ed25519PublicKey, ed25519Sign, ed25519Verify } from "../sign/ed25519.ts"

/** The colours of a health code, the mildest first. */
export const healthColours = ["green", "amber", "red"] as const
/** See `healthColours`. */
export type HealthColour = (typeof healthColours)[number]

/** What staff compare with a document, where they must: the name's first letters and the document's last characters. */
export interface HolderCheck {
  /** One to four capital letters. */
  readonly initials: string
  /** The last four characters of the document's number. */
  readonly suffix: string
}

/** A health code: whose, which colour, from when and how long. Spec §18. */
export interface HealthCode {
  readonly dep: Hex
  readonly colour: HealthColour
  /** Whole minutes since 1970. */
  readonly issuedMinute: number
  readonly validMinutes: number
  readonly holder: HolderCheck
  /** The number by which a code on paper can be revoked; null for a code on a phone. */
  readonly paper: number | null
}

/** Why what a gate read is no code to go by. */
export type HealthCodeProblem =
  | "not-a-health-code"
  | "malformed"
  | "other-deployment"
  | "unknown-key"
  | "bad-signature"
  | "not-yet"
  | "expired"
  | "revoked"

/** Whose codes a gate believes, and what it knows of codes on paper. */
export interface HealthTrust {
  readonly dep: Hex
  readonly keys: readonly Uint8Array[]
  readonly revoked: ReadonlySet<number>
}

const TYPE = 0x1a
const VERSION = 0
const PAPER = 1
const PREFIX = "HSHC1:"
const TEXT_BYTES = 34
const INITIALS = /^[A-Z]{1,4}$/
const SUFFIX = /^[0-9A-Z]{4}$/

/** The longest validity of a code on a phone. */
export const MOST_CODE_MINUTES = 15
/** The longest validity of a code on paper: a week. */
export const MOST_PAPER_MINUTES = 10_080
/** How far a gate's clock may be from the service's, in minutes. */
const SKEW_MINUTES = 2

const statementOf = (text: Uint8Array) => concatBytes(utf8Of("VT1/health-code"), text)

/** Signs a code and writes it as the text that a QR code holds. */
export function writeHealthCode(code: HealthCode, secret: Uint8Array): string {
  const longest = code.paper === null ? MOST_CODE_MINUTES : MOST_PAPER_MINUTES
  const { initials, suffix } = code.holder
  if (code.validMinutes < 1 || code.validMinutes > longest) throw new RangeError("a code does not hold so long")
  if (!INITIALS.test(initials) || !SUFFIX.test(suffix)) throw new RangeError("no holder check")
  const text = concatBytes(
    u8(TYPE),
    u8(VERSION),
    u8(code.paper === null ? 0 : PAPER),
    bytesOfHex(code.dep),
    bytesOfHex(keyIdOf(ed25519PublicKey(secret))),
    u8(healthColours.indexOf(code.colour) + 1),
    u32(code.issuedMinute),
    u16(code.validMinutes),
    utf8Of(initials.padEnd(4, "\0")),
    utf8Of(suffix),
    u32(code.paper ?? 0),
  )
  return `${PREFIX}${digitsOfBytes(concatBytes(text, ed25519Sign(secret, statementOf(text))))}`
}

/** Checks what a gate read, without a network: form, deployment, signature, then time and revocation. Spec §18. */
export function verifyHealthCode(
  scanned: string,
  trust: HealthTrust,
  now: UnixSeconds,
): Result<HealthCode, HealthCodeProblem> {
  if (!scanned.startsWith(PREFIX) || scanned.length > 400) return refused("not-a-health-code")
  const bytes = bytesOfDigits(scanned.slice(PREFIX.length))
  if (bytes?.length !== TEXT_BYTES + 64 || bytes[0] !== TYPE) return refused("malformed")
  const text = bytes.subarray(0, TEXT_BYTES)
  const read = readFields(text)
  if (!read) return refused("malformed")
  if (read.code.dep !== trust.dep) return refused("other-deployment")
  const key = trust.keys.find((known) => keyIdOf(known) === read.keyId)
  if (!key) return refused("unknown-key")
  if (!ed25519Verify(key, statementOf(text), bytes.subarray(TEXT_BYTES))) return refused("bad-signature")
  const minute = Math.floor(now / 60)
  const { issuedMinute, validMinutes, paper } = read.code
  if (minute < issuedMinute - SKEW_MINUTES) return refused("not-yet")
  if (minute >= issuedMinute + validMinutes + SKEW_MINUTES) return refused("expired")
  if (paper !== null && trust.revoked.has(paper)) return refused("revoked")
  return ok(read.code)
}

function readFields(text: Bytes): { readonly code: HealthCode; readonly keyId: Hex } | undefined {
  const reader = readerOf(text)
  const [, version, flags] = [reader.u8(), reader.u8(), reader.u8()]
  const [dep, keyId] = [hexOf(reader.take(8)), hexOf(reader.take(4))]
  const colour = healthColours[reader.u8() - 1]
  const [issuedMinute, validMinutes] = [reader.u32(), reader.u16()]
  const initials = textOfUtf8(reader.take(4))?.replace(/\0+$/, "") ?? ""
  const suffix = textOfUtf8(reader.take(4)) ?? ""
  const paperNumber = reader.u32()
  const isPaper = flags === PAPER
  if (version !== VERSION || flags > PAPER || !colour || isPaper !== paperNumber > 0) return undefined
  if (validMinutes < 1 || validMinutes > (isPaper ? MOST_PAPER_MINUTES : MOST_CODE_MINUTES)) return undefined
  if (!INITIALS.test(initials) || !SUFFIX.test(suffix)) return undefined
  const holder = { initials, suffix }
  return { keyId, code: { dep, colour, issuedMinute, validMinutes, holder, paper: isPaper ? paperNumber : null } }
}
