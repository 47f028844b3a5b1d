import { type Bytes, bytesOfHex, concatBytes, type Hex, hexOf, u8, u16 } from "../shared/bytes.ts"
import type { ByteReader } from "../shared/read-bytes.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"

const KINDS = ["poster", "rotating", "vehicle", "event", "staff-entrance"] as const
export type CodeKind = (typeof KINDS)[number]

/** The first twelve bytes of every venue code (Spec §3). */
export interface CodeHeader {
  readonly kind: CodeKind
  /** Number of the category in the catalogue, 0..127. */
  readonly category: number
  /** True where the feed speaks of hours, false where it speaks of days. */
  readonly hourRows: boolean
  /** Feed region; 0 none, 65535 vehicles. */
  readonly cell: number
  readonly notBefore: ServiceDay
  readonly notAfter: ServiceDay
  readonly issuerKeyId: Hex
}

const VERSION = 1
const LONGEST_VALIDITY = 511
const PROVISIONAL_DAYS = 13

/** Writes the twelve bytes. */
export function writeHeader(header: CodeHeader): Bytes {
  if (!isHeaderValid(header)) throw new RangeError("a code's header is out of its bounds")
  return concatBytes(
    u8((VERSION << 4) | KINDS.indexOf(header.kind)),
    u8((header.category << 1) | (header.hourRows ? 1 : 0)),
    u16(header.cell),
    u16(header.notBefore),
    u16(header.notAfter),
    bytesOfHex(header.issuerKeyId),
  )
}

/** Reads the twelve bytes, or nothing for another version, another type, or days in a wrong order. */
export function readHeader(reader: ByteReader): CodeHeader | undefined {
  const first = reader.u8()
  const second = reader.u8()
  const cell = reader.u16()
  const notBefore = serviceDay(reader.u16())
  const notAfter = serviceDay(reader.u16())
  const issuerKeyId = hexOf(reader.take(4))
  const kind = KINDS[first & 15]
  if (reader.isOverrun() || first >> 4 !== VERSION || kind === undefined) return undefined
  const header = { kind, category: second >> 1, hourRows: (second & 1) === 1, cell, notBefore, notAfter, issuerKeyId }
  return isHeaderValid(header) ? header : undefined
}

function isHeaderValid(header: CodeHeader): boolean {
  const length = header.notAfter - header.notBefore
  return length >= 0 && length <= LONGEST_VALIDITY && (header.kind !== "rotating" || header.hourRows)
}

/** Says whether a code was made before the authority's review: a poster for at most 14 days (Spec §3). */
export function isProvisional(header: CodeHeader): boolean {
  return header.kind === "poster" && header.notAfter <= header.notBefore + PROVISIONAL_DAYS
}
