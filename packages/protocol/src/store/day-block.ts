import { type Bytes, bytesOfHex, concatBytes, type Hex, hexOf, u8, u16, u32 } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"
import { CAPSULE_BYTES, OPEN_VISIT_KEYS_BYTES } from "../upload/capsule-text.ts"
import { ROW_BYTES } from "./match-row.ts"

export const ROWS_PER_BLOCK = 16
export const CAPSULES_PER_BLOCK = 12
export const OPEN_VISITS = 4
export const OPEN_VISIT_BYTES = 15 + OPEN_VISIT_KEYS_BYTES

/** One service day as the phone keeps it: chaff and real entries alike. */
export interface DayBlock {
  readonly day: ServiceDay
  readonly state: "live" | "hidden"
  readonly rowBlocks: number
  readonly capsuleBlocks: number
  readonly diaryKey: Bytes
  readonly bind: Bytes
  readonly uploadKeyId: Hex
  /** Bit i is entry i; serves today only. */
  readonly usedRows: number
  readonly usedCapsules: number
  readonly rows: readonly Bytes[]
  readonly capsules: readonly Bytes[]
  readonly open: readonly Bytes[]
}

/** Writes a day's 8,164 bytes. */
export function writeDayBlock(block: DayBlock): Bytes {
  return concatBytes(
    u16(block.day),
    u8(block.state === "live" ? 1 : 2),
    u8((block.rowBlocks << 4) | block.capsuleBlocks),
    block.diaryKey,
    block.bind,
    bytesOfHex(block.uploadKeyId),
    u32(block.usedRows),
    u32(block.usedCapsules).subarray(1),
    u8(0),
    ...block.rows,
    ...block.capsules,
    ...block.open,
  )
}

/** Reads a day that this phone wrote; nothing for a state or a version it does not know. */
export function readDayBlock(bytes: Uint8Array): DayBlock | undefined {
  const reader = readerOf(bytes)
  const day = serviceDay(reader.u16())
  const state = reader.u8()
  const blocks = reader.u8()
  const diaryKey = reader.take(32)
  const bind = reader.take(16)
  const uploadKeyId = hexOf(reader.take(4))
  const usedRows = reader.u32()
  const usedCapsules = reader.u8() * 65_536 + reader.u16()
  const spare = reader.u8()
  const list = (count: number, length: number) => Array.from({ length: count }, () => reader.take(length))
  const rows = list(2 * ROWS_PER_BLOCK, ROW_BYTES)
  const capsules = list(2 * CAPSULES_PER_BLOCK, CAPSULE_BYTES)
  const open = list(OPEN_VISITS, OPEN_VISIT_BYTES)
  const [rowBlocks, capsuleBlocks] = [blocks >> 4, blocks & 15]
  const isKnown =
    (state === 1 || state === 2) && spare === 0 && [rowBlocks, capsuleBlocks].every((n) => n === 1 || n === 2)
  if (!reader.isFinished() || !isKnown) return undefined
  const words = { day, state: state === 1 ? "live" : "hidden", rowBlocks, capsuleBlocks } as const
  return { ...words, diaryKey, bind, uploadKeyId, usedRows, usedCapsules, rows, capsules, open }
}

/** The rows that count: sixteen, or all when the day was full. */
export function activeRows(block: DayBlock): readonly Bytes[] {
  return block.rows.slice(0, block.rowBlocks * ROWS_PER_BLOCK)
}

/** The capsules that count: twelve, or all when the day was full. */
export function activeCapsules(block: DayBlock): readonly Bytes[] {
  return block.capsules.slice(0, block.capsuleBlocks * CAPSULES_PER_BLOCK)
}
