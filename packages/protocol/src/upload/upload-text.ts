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
import { ok, type Result, refused } from "../shared/result.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"
import { CAPSULE_BYTES } from "./capsule-text.ts"

/** The chosen capsules of one day, with what is needed to open them. */
export interface UploadEntry {
  readonly day: ServiceDay
  readonly uploadKeyId: Hex
  readonly bind: Bytes
  readonly capsules: readonly Bytes[]
}

export const UPLOAD_TEXT_BYTES = 49_071
export const UPLOAD_BOX_BYTES = 49_152
const MAX_CAPSULES = 24
const FRONT_BYTES = 18
const ENTRY_BYTES = 23

/** The purpose that an upload is sealed for. Spec §6. */
export function uploadInfo(dep: Hex, uploadKeyId: Hex): Bytes {
  return concatBytes(utf8Of("VT1/upload"), bytesOfHex(dep), bytesOfHex(uploadKeyId))
}

/** Whole days, newest first, as many as fit into one upload. Spec §6. */
export function entriesThatFit(entries: readonly UploadEntry[]): UploadEntry[] {
  let left = UPLOAD_TEXT_BYTES - FRONT_BYTES
  const newestFirst = [...entries].sort((a, b) => b.day - a.day)
  const tooBig = newestFirst.findIndex((entry) => {
    left -= ENTRY_BYTES + entry.capsules.length * CAPSULE_BYTES
    return left < 0
  })
  return tooBig < 0 ? newestFirst : newestFirst.slice(0, tooBig)
}

/** Writes an upload's text, always of the same length. Spec §6. */
export function writeUploadText(inner: Uint8Array, entries: readonly UploadEntry[]): Bytes {
  const parts = entries.flatMap((entry) => [
    u16(entry.day),
    bytesOfHex(entry.uploadKeyId),
    entry.bind,
    u8(entry.capsules.length),
    ...entry.capsules,
  ])
  return padBytes(concatBytes(u8(1), inner, u8(entries.length), ...parts), UPLOAD_TEXT_BYTES)
}

/** Parses an opened upload. */
export function readUploadText(
  text: Uint8Array,
): Result<{ readonly inner: Bytes; readonly entries: readonly UploadEntry[] }, "malformed"> {
  const reader = readerOf(text)
  const version = reader.u8()
  const inner = reader.take(16)
  const count = reader.u8()
  if (version !== 1 || text.length !== UPLOAD_TEXT_BYTES) return refused("malformed")
  const entries: UploadEntry[] = []
  for (let i = 0; i < count && !reader.isOverrun(); i++) {
    const day = serviceDay(reader.u16())
    const uploadKeyId = hexOf(reader.take(4))
    const bind = reader.take(16)
    const n = reader.u8()
    // Newest first; a card's upload has one entry per capsule, so a day may come again.
    if (n > MAX_CAPSULES || day > (entries.at(-1)?.day ?? day)) return refused("malformed")
    entries.push({ day, uploadKeyId, bind, capsules: Array.from({ length: n }, () => reader.take(CAPSULE_BYTES)) })
  }
  const isWhole = !reader.isOverrun() && isAllZero(reader.take(reader.left()))
  return isWhole ? ok({ inner, entries }) : refused("malformed")
}
