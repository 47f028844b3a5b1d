import type { Opened, SourceTable } from "../shapes.ts"

/** A file's text, with the places where bytes were no characters. */
export interface DecodedText {
  readonly text: string
  readonly encoding: SourceTable["encoding"]
  /** Index in the text and offset in the file of each byte that is not UTF-8. */
  readonly stray: readonly { readonly index: number; readonly offset: number }[]
  /** The offset in the file of a character of the text. */
  readonly offsetAt: (index: number) => number
}

// A file with a handful of bad bytes had an accident in some rows; one with many was never written in UTF-8.
const MOST_STRAY = 25

/** Reads bytes as UTF-8 or UTF-16; a few bytes that are no UTF-8 are noted with their offsets, many refuse the file. */
export function decodeText(file: Uint8Array): Opened<DecodedText> {
  const [a, b, c] = file
  if (a === 0xff && b === 0xfe) return decodeWide(file, "utf-16le", 2)
  if (a === 0xfe && b === 0xff) return decodeWide(file, "utf-16be", 2)
  const unmarked = wideWithoutMark(file)
  if (unmarked) return decodeWide(file, unmarked, 0)
  const nul = file.indexOf(0)
  if (nul >= 0) return { ok: false, reason: "not-text", offset: nul }
  return decodeNarrow(file, a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0)
}

function wideWithoutMark(file: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const seen = file.subarray(0, 400)
  if (seen.length < 8) return undefined
  const zeros = [0, 0]
  seen.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > seen.length / 4 && even === 0) return "utf-16le"
  if (even > seen.length / 4 && odd === 0) return "utf-16be"
  return undefined
}

function decodeWide(file: Uint8Array, encoding: "utf-16le" | "utf-16be", from: number): Opened<DecodedText> {
  if ((file.length - from) % 2 === 1) return { ok: false, reason: "truncated", offset: file.length - 1 }
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(file.subarray(from))
    const nul = text.indexOf("\0")
    if (nul >= 0) return { ok: false, reason: "not-text", offset: from + 2 * nul }
    return { ok: true, value: { text, encoding, stray: [], offsetAt: (index) => from + 2 * index } }
  } catch {
    return { ok: false, reason: "not-the-encoding", offset: from }
  }
}

function decodeNarrow(file: Uint8Array, from: number): Opened<DecodedText> {
  const offsets = strayBytes(file, from)
  const [first] = offsets
  if (first !== undefined && offsets.length > MOST_STRAY)
    return { ok: false, reason: "not-the-encoding", offset: first }
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
  const stray: { index: number; offset: number }[] = []
  let text = ""
  let begin = from
  for (const offset of offsets) {
    text += decoder.decode(file.subarray(begin, offset))
    stray.push({ index: text.length, offset })
    text += "\ufffd"
    begin = offset + 1
  }
  text += decoder.decode(file.subarray(begin))
  return { ok: true, value: { text, encoding: "utf-8", stray, offsetAt: offsetsOf(file, from, text, offsets) } }
}

/** The offsets of all bytes that are no part of a well-formed UTF-8 sequence (RFC 3629). */
function strayBytes(file: Uint8Array, from: number): number[] {
  const stray: number[] = []
  let at = from
  while (at < file.length) {
    const length = sequenceLength(file, at)
    if (length === 0) stray.push(at)
    at += Math.max(1, length)
    if (stray.length > MOST_STRAY) break
  }
  return stray
}

function sequenceLength(file: Uint8Array, at: number): number {
  const lead = file[at] ?? 0
  if (lead < 0x80) return 1
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
  const second = file[at + 1] ?? 0
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  if (length === 0 || second < lowest || second > highest) return 0
  for (let next = 2; next < length; next += 1) if (((file[at + next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

function offsetsOf(file: Uint8Array, from: number, text: string, stray: readonly number[]): (index: number) => number {
  // Where every character is one byte, which most files are, there is nothing to count.
  if (text.length === file.length - from) return (index) => from + index
  const isStray = new Set(stray)
  let knownIndex = 0
  let knownOffset = from
  return (index) => {
    if (index < knownIndex) [knownIndex, knownOffset] = [0, from]
    while (knownIndex < index) {
      const length = isStray.has(knownOffset) ? 1 : Math.max(1, sequenceLength(file, knownOffset))
      knownIndex += length === 4 ? 2 : 1
      knownOffset += length
    }
    return knownOffset
  }
}
