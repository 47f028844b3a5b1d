import { type Bytes, copyBytes, equalBytes, type Hex, hexOf, isAllZero, utf8Of } from "../shared/bytes.ts"
import type { ServiceDay } from "../shared/units.ts"
import { PAYLOAD_BYTES, ROW_IN_FEED_BYTES, TAG_BYTES } from "./feed-prf.ts"

// Integers here are little-endian, so that typed arrays can be laid over a file as it came (Spec §8).
const MAGIC = utf8Of("VT1F")
const VERSION = 1
const LOW_BITS = 16
const HEADER_BYTES = 64
export const MAX_ROWS = 2 ** 24

export interface ShardHeader {
  readonly seq: number
  readonly salt: Hex
  readonly cell: number
  readonly n: number
  readonly firstDay: number
  readonly lastDay: ServiceDay
}
/** A parsed shard, ready for look-ups. */
export interface Shard extends ShardHeader {
  readonly highBits: number
  readonly bitmap: Uint32Array
  /** Ones before each word of the bitmap. */
  readonly onesBefore: Uint32Array
  readonly low: Uint16Array
  readonly payloads: Uint8Array
}

/** How many leading bits of a tag choose its bucket. */
export function highBitsOf(n: number): number {
  return Math.max(1, Math.ceil(Math.log2(n)))
}

function wordCount(n: number): number {
  return Math.ceil((n + 2 ** highBitsOf(n)) / 32)
}

/** The leading bits of a tag, and the sixteen that follow them. */
export function splitTag(tag: Uint8Array, highBits: number): { readonly high: number; readonly low: number } {
  const first40 = tag.subarray(0, 5).reduce((sum, byte) => sum * 256 + byte, 0)
  const high = Math.floor(first40 / 2 ** (40 - highBits))
  return { high, low: Math.floor(first40 / 2 ** (24 - highBits)) % 65_536 }
}

/** Writes a shard of sorted 21-byte rows: Elias–Fano for the tags, then the payloads in the same order. */
export function writeShard(header: Omit<ShardHeader, "n">, rows: readonly Uint8Array[]): Bytes {
  const n = rows.length
  const highBits = highBitsOf(n)
  const words = wordCount(n)
  const file = new Uint8Array(HEADER_BYTES + 4 * words + (2 + PAYLOAD_BYTES) * n)
  const view = new DataView(file.buffer)
  file.set(MAGIC)
  file.set([VERSION, highBits, LOW_BITS, PAYLOAD_BYTES], 4)
  view.setBigUint64(8, BigInt(header.seq), true)
  for (let i = 0; i < 16; i++) file[16 + i] = Number.parseInt(header.salt.slice(2 * i, 2 * i + 2), 16)
  view.setUint32(32, header.cell, true)
  view.setUint32(36, n, true)
  view.setUint32(40, header.firstDay, true)
  view.setUint32(44, header.lastDay, true)
  rows.forEach((row, rank) => {
    const { high, low } = splitTag(row, highBits)
    const word = HEADER_BYTES + 4 * Math.floor((high + rank) / 32)
    view.setUint32(word, (view.getUint32(word, true) | (1 << ((high + rank) % 32))) >>> 0, true)
    view.setUint16(HEADER_BYTES + 4 * words + 2 * rank, low, true)
    file.set(row.subarray(TAG_BYTES, ROW_IN_FEED_BYTES), HEADER_BYTES + 4 * words + 2 * n + PAYLOAD_BYTES * rank)
  })
  return file
}

/** Parses a shard; nothing for another version, a wrong length, or a bitmap whose ones are not n. */
export function readShard(bytes: Uint8Array): Shard | undefined {
  const file = copyBytes(bytes) // aligned for typed arrays
  const view = new DataView(file.buffer)
  if (file.length < HEADER_BYTES || !equalBytes(file.subarray(0, 4), MAGIC)) return undefined
  const n = view.getUint32(36, true)
  if (n < 1 || n > MAX_ROWS) return undefined
  const highBits = highBitsOf(n)
  const words = wordCount(n)
  const isKnown = equalBytes(file.subarray(4, 8), new Uint8Array([VERSION, highBits, LOW_BITS, PAYLOAD_BYTES]))
  const isWhole = file.length === HEADER_BYTES + 4 * words + (2 + PAYLOAD_BYTES) * n
  const seq = view.getBigUint64(8, true)
  if (!isKnown || !isWhole || seq > BigInt(Number.MAX_SAFE_INTEGER) || !isAllZero(file.subarray(48, 64)))
    return undefined
  const bitmap = new Uint32Array(file.buffer, HEADER_BYTES, words)
  const onesBefore = new Uint32Array(words + 1)
  for (let i = 0; i < words; i++) onesBefore[i + 1] = (onesBefore[i] ?? 0) + onesIn(bitmap[i] ?? 0)
  // The last used bit is a zero: it closes the last bucket. Beyond it nothing may stand.
  const end = n + 2 ** highBits
  if (
    onesBefore[words] !== n ||
    (end % 32 !== 0 && (bitmap[words - 1] ?? 0) >>> (end % 32) !== 0) ||
    bitAt(bitmap, end - 1) === 1
  )
    return undefined
  return {
    seq: Number(seq),
    salt: hexOf(file.subarray(16, 32)),
    cell: view.getUint32(32, true),
    n,
    firstDay: view.getUint32(40, true),
    lastDay: view.getUint32(44, true) as ServiceDay, // compared with the manifest's day before anything is believed
    highBits,
    bitmap,
    onesBefore,
    low: new Uint16Array(file.buffer, HEADER_BYTES + 4 * words, n),
    payloads: file.subarray(HEADER_BYTES + 4 * words + 2 * n),
  }
}

function onesIn(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function bitAt(bitmap: Uint32Array, position: number): number {
  return ((bitmap[position >>> 5] ?? 0) >>> (position & 31)) & 1
}

/** The position of the k-th zero, counted from 0. */
function selectZero(shard: Shard, k: number): number {
  let least = 0
  let most = shard.bitmap.length - 1
  while (least < most) {
    const middle = (least + most + 1) >>> 1
    if (32 * middle - (shard.onesBefore[middle] ?? 0) <= k) least = middle
    else most = middle - 1
  }
  let left = k - (32 * least - (shard.onesBefore[least] ?? 0))
  for (let position = 32 * least; ; position++) {
    if (bitAt(shard.bitmap, position) === 0 && left-- === 0) return position
  }
}

/** The payloads that stand under a tag: usually none, sometimes one. */
export function payloadsAt(shard: Shard, tag: Uint8Array): Uint8Array[] {
  const { high, low } = splitTag(tag, shard.highBits)
  const found: Uint8Array[] = []
  let position = high === 0 ? 0 : selectZero(shard, high - 1) + 1
  for (let rank = position - high; bitAt(shard.bitmap, position) === 1; rank++, position++) {
    if (shard.low[rank] === low)
      found.push(shard.payloads.subarray(PAYLOAD_BYTES * rank, PAYLOAD_BYTES * rank + PAYLOAD_BYTES))
  }
  return found
}
