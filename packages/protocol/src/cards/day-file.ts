import { type Bytes, concatBytes, u8, u16, u32, utf8Of } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"
import { DROP_BYTES } from "./drop-text.ts"

/** A part of one day's and one bucket's records, as anybody may download it. Spec §11, ADR 0016. */
export interface DayFile {
  readonly day: ServiceDay
  readonly bucket: number
  readonly records: readonly Bytes[]
}

const MAGIC = utf8Of("VT1D")
const FRONT_BYTES = 12

/** Writes a file of records in the order given. */
export function writeDayFile({ day, bucket, records }: DayFile): Bytes {
  return concatBytes(MAGIC, u16(day), u8(bucket), u8(0), u32(records.length), ...records)
}

/** Reads a file of records. */
export function readDayFile(bytes: Uint8Array): Result<DayFile, "malformed"> {
  const reader = readerOf(bytes)
  const magic = reader.take(4)
  const [day, bucket, spare, count] = [serviceDay(reader.u16()), reader.u8(), reader.u8(), reader.u32()]
  const isSound = magic.every((byte, i) => byte === MAGIC[i]) && spare === 0
  if (!isSound || bytes.length !== FRONT_BYTES + count * DROP_BYTES) return refused("malformed")
  return ok({ day, bucket, records: Array.from({ length: count }, () => reader.take(DROP_BYTES)) })
}
