import { type Bytes, concatBytes, copyBytes, type Random, u16 } from "../shared/bytes.ts"
import { type Units, units } from "../shared/units.ts"

/** A stay as the phone compares it with the feed: no venue, no name, no region (Spec §5). */
export interface RowText {
  readonly rowKey: Bytes
  readonly arrival: Units
  readonly departure: Units
}

export const ROW_BYTES = 19
const SPARE_BITS = 6
// Lengths of chaff stays in units of five minutes, as real stays are spread (Spec §5).
const CHAFF_LENGTHS = [3, 4, 6, 6, 8, 9, 11, 12, 13, 15, 18, 22, 30, 48, 96, 120] as const
const UNITS_OF_HOUR = 12

/** Writes row key, arrival and departure: 16 bytes, 9, 9 and 6 zero bits. */
export function writeRow(row: RowText): Bytes {
  const packed = ((row.arrival << 9) | row.departure) << SPARE_BITS
  return concatBytes(row.rowKey, new Uint8Array([packed >> 16]), u16(packed & 0xffff))
}

/** Reads a row that this phone wrote. */
export function readRow(bytes: Uint8Array): RowText {
  const packed = (((bytes[16] ?? 0) << 16) | ((bytes[17] ?? 0) << 8) | (bytes[18] ?? 0)) >> SPARE_BITS
  return { rowKey: copyBytes(bytes.subarray(0, 16)), arrival: units(packed >> 9), departure: units(packed & 511) }
}

/** A whole number below the limit, every one equally likely; the limit is at most 256. */
export function randomBelow(limit: number, random: Random): number {
  const fair = 256 - (256 % limit)
  for (;;) {
    const byte = random(1)[0] ?? 255
    if (byte < fair) return byte % limit
  }
}

/** A row that matches nothing and looks like any other. Spec §5. */
export function chaffRow(random: Random, chaff: "day" | "hour"): Bytes {
  const arrival = 12 + randomBelow(228, random)
  const length = CHAFF_LENGTHS[randomBelow(CHAFF_LENGTHS.length, random)] ?? UNITS_OF_HOUR
  const endOfHour = chaff === "hour" ? (Math.floor(arrival / UNITS_OF_HOUR) + 1) * UNITS_OF_HOUR : 288
  const departure = Math.min(288, arrival + length, endOfHour)
  return writeRow({ rowKey: copyBytes(random(16)), arrival: units(arrival), departure: units(departure) })
}
