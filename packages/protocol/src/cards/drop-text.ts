import { coverOf } from "../keys/cover.ts"
import {
  type Bytes,
  bytesOfHex,
  concatBytes,
  type Hex,
  hexOf,
  isAllZero,
  padBytes,
  u8,
  u16,
  utf8Of,
} from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { type Minutes, minutes, type ServiceDay, serviceDay } from "../shared/units.ts"
import { CAPSULE_BYTES } from "../upload/capsule-text.ts"

/** One entering or leaving, as the gate seals it to a card. Spec §11. */
export interface DropText {
  readonly hourVenue: boolean
  readonly leaving: boolean
  /** True when the departure is the category's usual stay and nobody was seen to leave. */
  readonly assumed: boolean
  readonly vid: Hex
  readonly day: ServiceDay
  readonly arrival: Minutes
  readonly departure: Minutes
  /** The day's key, or the nodes of so many hours from the arrival's. */
  readonly keys:
    | { readonly kind: "day"; readonly dayKey: Bytes }
    | { readonly kind: "hours"; readonly hours: number; readonly nodes: readonly Bytes[] }
  /** What a case gives to the authority, sealed to the authority alone. */
  readonly capsule: { readonly bind: Bytes; readonly uploadKeyId: Hex; readonly sealed: Bytes }
}

export const DROP_TEXT_BYTES = 431
export const DROP_BYTES = 512
const KEYS_BYTES = 80
const MOST_HOURS = 24
const [HOUR_VENUE, LEAVING, ASSUMED] = [1, 2, 4] as const

/** The purpose that a record is sealed for. Spec §11. */
export function dropInfo(dep: Hex, day: ServiceDay): Bytes {
  return concatBytes(utf8Of("VT1/drop"), bytesOfHex(dep), u16(day))
}

/** Writes the 431 bytes that a record seals. */
export function writeDropText(text: DropText): Bytes {
  const { keys, capsule } = text
  if (capsule.bind.length !== 16 || capsule.sealed.length !== CAPSULE_BYTES)
    throw new RangeError("a record's capsule is out of its bounds")
  const flags = (text.hourVenue ? HOUR_VENUE : 0) | (text.leaving ? LEAVING : 0) | (text.assumed ? ASSUMED : 0)
  return padBytes(
    concatBytes(
      u8(1),
      u8(flags),
      bytesOfHex(text.vid),
      u16(text.day),
      u16(text.arrival),
      u16(text.departure),
      u8(keys.kind === "day" ? 0 : keys.hours),
      padBytes(keys.kind === "day" ? keys.dayKey : concatBytes(...keys.nodes), KEYS_BYTES),
      capsule.bind,
      bytesOfHex(capsule.uploadKeyId),
      capsule.sealed,
    ),
    DROP_TEXT_BYTES,
  )
}

/** Reads an opened record: nothing for what no gate of ours writes. */
export function readDropText(bytes: Uint8Array): DropText | undefined {
  const reader = readerOf(bytes)
  const [version, flags] = [reader.u8(), reader.u8()]
  const vid = hexOf(reader.take(8))
  const [day, arrival, departure, hours] = [serviceDay(reader.u16()), reader.u16(), reader.u16(), reader.u8()]
  const keys = keysOf(reader.take(KEYS_BYTES), arrival, hours)
  const capsule = { bind: reader.take(16), uploadKeyId: hexOf(reader.take(4)), sealed: reader.take(CAPSULE_BYTES) }
  const isWhole = bytes.length === DROP_TEXT_BYTES && isAllZero(reader.take(reader.left()))
  if (!isWhole || version !== 1 || flags > 7 || arrival > departure || departure > 1440) return undefined
  if (keys === undefined) return undefined
  return {
    hourVenue: (flags & HOUR_VENUE) !== 0,
    leaving: (flags & LEAVING) !== 0,
    assumed: (flags & ASSUMED) !== 0,
    vid,
    day,
    arrival: minutes(arrival),
    departure: minutes(departure),
    keys,
    capsule,
  }
}

function keysOf(bytes: Bytes, arrival: number, hours: number): DropText["keys"] | undefined {
  const first = Math.floor(arrival / 60)
  if (hours > MOST_HOURS || (hours > 0 && first + hours > 24)) return undefined
  const count = hours === 0 ? 1 : coverOf(first, first + hours - 1).length
  if (count * 16 > KEYS_BYTES || !isAllZero(bytes.subarray(count * 16))) return undefined
  const nodes = Array.from({ length: count }, (_, i) => bytes.slice(16 * i, 16 * i + 16))
  return hours === 0 ? { kind: "day", dayKey: bytes.slice(0, 16) } : { kind: "hours", hours, nodes }
}
