import { type Bytes, bytesOfHex, concatBytes, type Hex, hexOf, u16, u32, utf8Of } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"

/** Venue id → the first service day on which its codes are no longer accepted. */
export type Revoked = ReadonlyMap<Hex, ServiceDay>

/** Parses the list of revoked venues: ascending, each once (Spec §9). */
export function readRevoked(bytes: Uint8Array): Result<Revoked, "malformed-revoked"> {
  const reader = readerOf(bytes)
  const magic = hexOf(reader.take(4))
  const count = reader.u32()
  if (magic !== hexOf(utf8Of("VT1R")) || bytes.length !== 8 + count * 10) return refused("malformed-revoked")
  const revoked = new Map<Hex, ServiceDay>()
  let last = ""
  for (let i = 0; i < count; i++) {
    const vid = hexOf(reader.take(8))
    if (vid <= last) return refused("malformed-revoked")
    revoked.set(vid, serviceDay(reader.u16()))
    last = vid
  }
  return ok(revoked)
}

/** Writes the list of revoked venues. */
export function writeRevoked(revoked: Revoked): Bytes {
  const entries = [...revoked].sort(([a], [b]) => (a < b ? -1 : 1))
  return concatBytes(
    utf8Of("VT1R"),
    u32(entries.length),
    ...entries.flatMap(([vid, from]) => [bytesOfHex(vid), u16(from)]),
  )
}
