import { type CellFile, type NamedFile, namedFile } from "../files/manifest.ts"
import { keyStream } from "../shared/aes.ts"
import { type Bytes, compareBytes, concatBytes, copyBytes, type Hex, hexOf, u8, u16, utf8Of } from "../shared/bytes.ts"
import { hmac } from "../shared/hash.ts"
import type { ServiceDay } from "../shared/units.ts"
import { canaryRow, feedPrf, feedRow, ROW_IN_FEED_BYTES } from "./feed-prf.ts"
import { SEALED_POOL_TEXT_BYTES, sealPoolText } from "./pool-text.ts"
import type { RowMessage } from "./row-message.ts"
import { MAX_ROWS, writeShard } from "./shard.ts"

/** A row that stands for a decision. */
export interface RealRow {
  readonly rowKey: Uint8Array
  /** Its `pool` is chosen here. */
  readonly message: RowMessage
  /** 1,024 bytes, or none. */
  readonly text: Uint8Array | null
}
/** The files of one batch, or of a snapshot. */
export interface Batch {
  readonly salt: Hex
  readonly n: number
  readonly shard: Bytes
  readonly texts: Bytes
  readonly cells: readonly CellFile[]
  readonly textsFile: NamedFile
}

const CAPACITIES = [256, 305, 363, 431] as const
const TEXT_COUNTS = [16, 64, 255] as const

/** The size of a shard that holds so many rows, the canary counted: sizes grow by steps, so that they tell little. Spec §8. */
export function rowCapacity(rows: number): number {
  for (let scale = 1; scale <= MAX_ROWS / 256; scale *= 2) {
    const fitting = CAPACITIES.find((size) => size * scale >= rows)
    if (fitting !== undefined && fitting * scale <= MAX_ROWS) return fitting * scale
  }
  throw new RangeError(`${rows} rows do not fit into a shard`)
}

/** The salt of a batch, one for all its files. Spec §8. */
export function saltOf(seed: Uint8Array): Bytes {
  return copyBytes(hmac(seed, utf8Of("VT1/salt")).subarray(0, 16))
}

/** Makes a batch from its seed, byte for byte the same for whoever makes it. Spec §8. */
export function buildBatch(batch: {
  readonly dep: Hex
  readonly seq: number
  readonly seed: Uint8Array
  /** The service day of the manifest's t. */
  readonly today: ServiceDay
  readonly rows: readonly RealRow[]
  readonly cell?: number
}): Batch {
  const { dep, seq, seed, today } = batch
  const cell = batch.cell ?? 0
  const salt = saltOf(seed)
  const numbered = numberTexts(batch.rows, salt)
  const n = rowCapacity(batch.rows.length + 1)
  const real = numbered.map((row) => feedRow(row.rowKey, salt, row.message))
  const dummies = split(
    keyStream(hmac(seed, utf8Of("VT1/dummy"), u16(cell)), (n - real.length - 1) * ROW_IN_FEED_BYTES),
    ROW_IN_FEED_BYTES,
  )
  const rows = [canaryRow(dep, salt), ...real, ...dummies].sort(compareBytes)
  const shard = writeShard({ seq, salt: hexOf(salt), cell, firstDay: Math.max(0, today - 30), lastDay: today }, rows)
  const texts = makeTexts(numbered, salt, seed)
  return { salt: hexOf(salt), n, shard, texts, cells: [{ cell, n, ...namedFile(shard) }], textsFile: namedFile(texts) }
}

/** Texts are numbered 1, 2, … over the rows that carry one, in ascending order of tag. */
function numberTexts(rows: readonly RealRow[], salt: Uint8Array): RealRow[] {
  const tagged = rows
    .map((row) => ({ row, tag: feedPrf(row.rowKey, salt).tag }))
    .sort((a, b) => compareBytes(a.tag, b.tag))
  let last = 0
  return tagged.map(({ row }) => ({ ...row, message: { ...row.message, pool: row.text === null ? 0 : ++last } }))
}

function makeTexts(rows: readonly RealRow[], salt: Uint8Array, seed: Uint8Array): Bytes {
  const sealed = rows.flatMap((row) =>
    row.text === null ? [] : [sealPoolText(row.rowKey, salt, row.message.pool, row.text)],
  )
  const count = TEXT_COUNTS.find((size) => size >= sealed.length)
  if (count === undefined) throw new RangeError(`${sealed.length} texts do not fit into a batch`)
  const unused = keyStream(hmac(seed, utf8Of("VT1/texts")), (count - sealed.length) * SEALED_POOL_TEXT_BYTES)
  return concatBytes(utf8Of("VT1M"), u8(1), u8(count), u16(0), ...sealed, unused)
}

function split(bytes: Uint8Array, length: number): Uint8Array[] {
  return Array.from({ length: bytes.length / length }, (_, i) => bytes.subarray(i * length, i * length + length))
}

/** The sealed text with a number, or nothing when the file is not one of this version. */
export function textAt(texts: Uint8Array, index: number): Uint8Array | undefined {
  const front = concatBytes(utf8Of("VT1M"), u8(1))
  const count = texts[5] ?? 0
  const isWhole = texts.length === 8 + count * SEALED_POOL_TEXT_BYTES && TEXT_COUNTS.some((size) => size === count)
  if (!isWhole || compareBytes(texts.subarray(0, 5), front) !== 0 || texts[6] !== 0 || texts[7] !== 0) return undefined
  const at = 8 + (index - 1) * SEALED_POOL_TEXT_BYTES
  return index >= 1 && index <= count ? texts.subarray(at, at + SEALED_POOL_TEXT_BYTES) : undefined
}
