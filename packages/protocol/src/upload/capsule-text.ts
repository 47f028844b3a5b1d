import { nodeCount } from "../codes/rotating-code.ts"
import type { PrintedKeys, RotatingKeys } from "../codes/verify-scanned-code.ts"
import { PROOF_BYTES } from "../keys/commitment.ts"
import {
  type Bytes,
  bytesOfHex,
  concatBytes,
  type Hex,
  hexOf,
  isAllZero,
  padBytes,
  textOfUtf8,
  u8,
  u16,
  u32,
  utf8Of,
} from "../shared/bytes.ts"
import { type ByteReader, readerOf } from "../shared/read-bytes.ts"
import { type Minutes, minutes, type ServiceDay, serviceDay, unixSeconds } from "../shared/units.ts"

/** What a visit says to the authority, if its visitor ever becomes a case and chooses to (Spec §5). */
export interface CapsuleText {
  readonly hourVenue: boolean
  readonly vid: Hex
  readonly day: ServiceDay
  readonly arrival: Minutes
  readonly departure: Minutes
  readonly keys: PrintedKeys | RotatingKeys
}

export const CAPSULE_TEXT_BYTES = 192
export const CAPSULE_BYTES = 273
/** An open visit's keys take at most so much (Spec §5). */
export const OPEN_VISIT_KEYS_BYTES = 220
const HOUR_VENUE = 1
const ROTATING = 2
const PLATE = 4
const MAX_PLATE = 13

/** The flags of capsules and open visits: bit 0 hour venue, bit 1 rotating code, bit 2 typed plate. */
export function flagsOf(hourVenue: boolean, keys: PrintedKeys | RotatingKeys): number {
  const kind = keys.kind === "rotating" ? ROTATING : keys.plate === undefined ? 0 : PLATE
  return (hourVenue ? HOUR_VENUE : 0) | kind
}

/** How many keys stand in a capsule: the nodes of a grant, or the one day key. */
export function keyCount(keys: PrintedKeys | RotatingKeys): number {
  return keys.kind === "rotating" ? keys.nodes.length : 1
}

/** Writes a visit's keys as capsules and open visits hold them. */
export function writeVisitKeys(keys: PrintedKeys | RotatingKeys): Bytes {
  if (keys.kind === "rotating")
    return concatBytes(...keys.nodes, u32(keys.t), u8(keys.ttl), u8(keys.hours), keys.doorNonce, keys.signature)
  const plate = utf8Of(keys.plate ?? "")
  return concatBytes(keys.dayKey, keys.proof, ...(keys.plate === undefined ? [] : [u8(plate.length), plate]))
}

/** Reads a visit's keys and the zeros after them; nothing when any part is not as it must be. */
export function readVisitKeys(reader: ByteReader, flags: number, count: number, day: ServiceDay, offset: number) {
  const keys =
    (flags & ROTATING) !== 0 ? takeRotating(reader, count, day, offset) : takePrinted(reader, flags, count, day)
  return keys !== undefined && !reader.isOverrun() && isAllZero(reader.take(reader.left())) ? keys : undefined
}

function takePrinted(reader: ByteReader, flags: number, count: number, day: ServiceDay): PrintedKeys | undefined {
  const keys = { kind: "printed" as const, day, dayKey: reader.take(16), proof: reader.take(PROOF_BYTES) }
  if (count !== 1) return undefined
  if ((flags & PLATE) === 0) return keys
  const length = reader.u8()
  const plate = length >= 1 && length <= MAX_PLATE ? textOfUtf8(reader.take(length)) : undefined
  return plate === undefined ? undefined : { ...keys, plate }
}

function takeRotating(reader: ByteReader, count: number, day: ServiceDay, offset: number): RotatingKeys | undefined {
  if (count < 1 || count > 8) return undefined
  const nodes = Array.from({ length: count }, () => reader.take(16))
  const t = unixSeconds(reader.u32())
  const ttl = reader.u8()
  const hours = reader.u8()
  if (nodeCount(t, hours, offset) !== count) return undefined
  return { kind: "rotating", day, t, ttl, hours, nodes, doorNonce: reader.take(8), signature: reader.take(64) }
}

/** Says whether a flags byte is one that this version knows. */
export function areFlagsValid(flags: number): boolean {
  return flags >> 3 === 0 && (flags & (ROTATING | PLATE)) !== (ROTATING | PLATE)
}

/** Writes the 192 bytes that a capsule seals. */
export function writeCapsuleText(text: CapsuleText): Bytes {
  const front = concatBytes(
    u8(1),
    u8(flagsOf(text.hourVenue, text.keys)),
    bytesOfHex(text.vid),
    u16(text.day),
    u16(text.arrival),
    u16(text.departure),
    u8(keyCount(text.keys)),
  )
  return padBytes(concatBytes(front, writeVisitKeys(text.keys)), CAPSULE_TEXT_BYTES)
}

/** Reads an opened capsule: "chaff" for 192 zeros, nothing for what no phone of ours makes. */
export function readCapsuleText(bytes: Uint8Array, offset: number): CapsuleText | "chaff" | undefined {
  if (bytes.length !== CAPSULE_TEXT_BYTES) return undefined
  if (isAllZero(bytes)) return "chaff"
  const reader = readerOf(bytes)
  const version = reader.u8()
  const flags = reader.u8()
  const vid = hexOf(reader.take(8))
  const day = serviceDay(reader.u16())
  const arrival = reader.u16()
  const departure = reader.u16()
  const count = reader.u8()
  if (version !== 1 || !areFlagsValid(flags) || arrival > departure || departure > 1440) return undefined
  const keys = readVisitKeys(reader, flags, count, day, offset)
  if (keys === undefined) return undefined
  return {
    hourVenue: (flags & HOUR_VENUE) !== 0,
    vid,
    day,
    arrival: minutes(arrival),
    departure: minutes(departure),
    keys,
  }
}
