import { coverOf } from "../keys/cover.ts"
import { type Bytes, bytesOfHex, concatBytes, copyBytes, type Hex, hexOf, u8, u32, utf8Of } from "../shared/bytes.ts"
import { hmac } from "../shared/hash.ts"
import { type ByteReader, readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { hourOf, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { type CodeHeader, readHeader, writeHeader } from "./code-header.ts"
import { MAX_NAME_BYTES, type Names, readNames, writeNames } from "./names.ts"

/** The unchanging front of a rotating code: the issuer's word for a kiosk's key (Spec §4). */
export interface KioskGrant {
  readonly header: CodeHeader
  readonly vid: Hex
  readonly kioskKey: Bytes
  readonly names: Names
  readonly signature: Bytes
}
/** What a screen shows at one moment: the keys of the hours it grants (Spec §4). */
export interface KioskMoment {
  readonly t: UnixSeconds
  /** In tens of seconds. */
  readonly ttl: number
  /** Hours granted, 1..12. */
  readonly hours: number
  readonly doorNonce: Bytes
  readonly nodes: readonly Bytes[]
  readonly signature: Bytes
}
export interface RotatingCode {
  readonly grant: KioskGrant
  readonly moment: KioskMoment
}

/** The most hours that one scan grants. */
export const MAX_HOURS = 12

function takeGrant(reader: ByteReader): KioskGrant | undefined {
  const header = readHeader(reader)
  const vid = hexOf(reader.take(8))
  const kioskKey = reader.take(32)
  const length = reader.u8()
  if (header?.kind !== "rotating" || length < 1 || length > MAX_NAME_BYTES) return undefined
  const names = readNames(reader.take(length))
  const signature = reader.take(64)
  return names === undefined || reader.isOverrun() ? undefined : { header, vid, kioskKey, names, signature }
}

/** How many nodes the hours of a moment take, or nothing when they pass the end of the day. */
export function nodeCount(t: UnixSeconds, hours: number, offset: number): number | undefined {
  const first = hourOf(t, offset)
  return hours < 1 || hours > MAX_HOURS || first + hours > 24 ? undefined : coverOf(first, first + hours - 1).length
}

/** Parses a kiosk's grant alone. */
export function readKioskGrant(bytes: Uint8Array): Result<KioskGrant, "malformed"> {
  const reader = readerOf(bytes)
  const grant = takeGrant(reader)
  return grant === undefined || !reader.isFinished() ? refused("malformed") : ok(grant)
}

/** Parses a rotating code; the number of nodes follows from the hour and the hours granted. */
export function readRotatingCode(bytes: Uint8Array, offset: number): Result<RotatingCode, "malformed"> {
  const reader = readerOf(bytes)
  const grant = takeGrant(reader)
  const t = unixSeconds(reader.u32())
  const ttl = reader.u8()
  const hours = reader.u8()
  const doorNonce = reader.take(8)
  const count = nodeCount(t, hours, offset)
  if (grant === undefined || count === undefined || reader.isOverrun()) return refused("malformed")
  const nodes = Array.from({ length: count }, () => reader.take(16))
  const signature = reader.take(64)
  return reader.isFinished()
    ? ok({ grant, moment: { t, ttl, hours, doorNonce, nodes, signature } })
    : refused("malformed")
}

/** Writes a kiosk's grant. */
export function writeKioskGrant(grant: KioskGrant): Bytes {
  const names = writeNames(grant.names)
  return concatBytes(
    writeHeader(grant.header),
    bytesOfHex(grant.vid),
    grant.kioskKey,
    u8(names.length),
    names,
    grant.signature,
  )
}

/** Writes a rotating code. */
export function writeRotatingCode(code: RotatingCode): Bytes {
  const { t, ttl, hours, doorNonce, nodes, signature } = code.moment
  return concatBytes(writeKioskGrant(code.grant), u32(t), u8(ttl), u8(hours), doorNonce, ...nodes, signature)
}

/** What the issuer signs for a kiosk (Spec §4). */
export function kioskStatement(dep: Hex, header: CodeHeader, vid: Hex, kioskKey: Uint8Array, names: Names): Bytes {
  return concatBytes(
    utf8Of("VT1/kiosk"),
    bytesOfHex(dep),
    writeHeader(header),
    bytesOfHex(vid),
    kioskKey,
    writeNames(names),
  )
}

/** What the kiosk signs at each moment (Spec §4). */
export function rotatingStatement(dep: Hex, vid: Hex, moment: Omit<KioskMoment, "signature">): Bytes {
  const { t, ttl, hours, doorNonce, nodes } = moment
  return concatBytes(
    utf8Of("VT1/rot"),
    bytesOfHex(dep),
    bytesOfHex(vid),
    u32(t),
    u8(ttl),
    u8(hours),
    doorNonce,
    ...nodes,
  )
}

/** The door's value for the minute of t, from the kiosk's seed of the day (Spec §15). */
export function doorNonceOf(doorSeed: Uint8Array, t: UnixSeconds): Bytes {
  return copyBytes(hmac(doorSeed, utf8Of("VT1/dn"), u32(t - (t % 60))).subarray(0, 8))
}
