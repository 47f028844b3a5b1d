import type { Bytes } from "@homesafe/protocol"

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]))

/** Reads base45 (RFC 9285 §4): three characters are two bytes, two are one. Null: it is none, or a group is too large for its bytes. */
export function bytesOfBase45(text: string): Bytes | null {
  const rest = text.length % 3
  if (rest === 1) return null
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0))
  for (let from = 0, at = 0; from < text.length; from += 3) {
    const [c, d, e] = [0, 1, 2].map((step) => VALUES.get(text.charAt(from + step)))
    const isPair = from + 2 === text.length
    if (c === undefined || d === undefined || (e === undefined && !isPair)) return null
    const value = c + d * 45 + (e ?? 0) * 2025
    if (value > (isPair ? 0xff : 0xffff)) return null
    if (!isPair) bytes[at++] = value >> 8
    bytes[at++] = value & 0xff
  }
  return bytes
}
