import type { PrintedKeys, RotatingKeys } from "../codes/verify-scanned-code.ts"
import { type Bytes, bytesOfHex, concatBytes, type Hex, hexOf, padBytes, u8, u16 } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { hourOf, type Minutes, minutes, type ServiceDay } from "../shared/units.ts"
import { areFlagsValid, flagsOf, keyCount, readVisitKeys, writeVisitKeys } from "../upload/capsule-text.ts"
import { type DayBlock, OPEN_VISIT_BYTES } from "./day-block.ts"

/** A visit that has not ended: the one place where a venue's id and keys stand on the phone (Spec §5). */
export interface OpenVisitText {
  readonly hourRows: boolean
  readonly vid: Hex
  readonly arrival: Minutes
  readonly assumedDeparture: Minutes
  readonly keys: PrintedKeys | RotatingKeys
}

/** Writes an open visit's 235 bytes. */
export function writeOpenVisit(visit: OpenVisitText): Bytes {
  const { hourRows, vid, arrival, assumedDeparture, keys } = visit
  const front = concatBytes(
    u8(1),
    u8(flagsOf(hourRows, keys)),
    bytesOfHex(vid),
    u16(arrival),
    u16(assumedDeparture),
    u8(keyCount(keys)),
  )
  return padBytes(concatBytes(front, writeVisitKeys(keys)), OPEN_VISIT_BYTES)
}

/** Reads an open visit; nothing when unused: random bytes do not end in the zeros that follow the keys. */
export function readOpenVisit(bytes: Uint8Array, day: ServiceDay, offset: number): OpenVisitText | undefined {
  const reader = readerOf(bytes)
  const used = reader.u8()
  const flags = reader.u8()
  const vid = hexOf(reader.take(8))
  const arrival = reader.u16()
  const departure = reader.u16()
  const count = reader.u8()
  if (used !== 1 || !areFlagsValid(flags) || arrival > 1440 || departure > 1440) return undefined
  const keys = readVisitKeys(reader, flags, count, day, offset)
  if (keys === undefined) return undefined
  return { hourRows: (flags & 1) === 1, vid, arrival: minutes(arrival), assumedDeparture: minutes(departure), keys }
}

/** Says whether a day still has a visit that has not ended. */
export function hasOpenVisits(block: DayBlock, offset: number): boolean {
  return block.open.some((bytes) => readOpenVisit(bytes, block.day, offset) !== undefined)
}

/** The minutes of the day that a visit's keys can speak for. */
export function grantedMinutes(keys: PrintedKeys | RotatingKeys, offset: number): readonly [Minutes, Minutes] {
  if (keys.kind === "printed") return [minutes(0), minutes(1440)]
  const first = hourOf(keys.t, offset)
  return [minutes(first * 60), minutes((first + keys.hours) * 60)]
}
