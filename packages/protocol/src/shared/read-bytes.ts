import { type Bytes, copyBytes } from "./bytes.ts"

/** Reads fields one after another. Reading past the end gives zeros and is remembered: `isFinished` then stays false. */
export interface ByteReader {
  take(length: number): Bytes
  u8(): number
  u16(): number
  u32(): number
  u64(): number
  /** True when nothing was read past the end and nothing is left over. */
  isFinished(): boolean
  /** True when something was read past the end. */
  isOverrun(): boolean
  left(): number
  at(): number
}

/** Starts reading at the first byte. */
export function readerOf(bytes: Uint8Array): ByteReader {
  let at = 0
  let overrun = false
  const take = (length: number): Bytes => {
    if (at + length > bytes.length) {
      overrun = true
      return new Uint8Array(Math.min(length, 65_536))
    }
    at += length
    return copyBytes(bytes.subarray(at - length, at))
  }
  const integer = (length: number): number => take(length).reduce((value, byte) => value * 256 + byte, 0)
  return {
    take,
    u8: () => integer(1),
    u16: () => integer(2),
    u32: () => integer(4),
    u64: () => integer(8),
    isFinished: () => !overrun && at === bytes.length,
    isOverrun: () => overrun,
    left: () => bytes.length - at,
    at: () => at,
  }
}
