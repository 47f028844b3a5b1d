/** Bytes that own their memory, so that they can be sent or digested anywhere. */
export type Bytes = Uint8Array<ArrayBuffer>
/** Lower-case hexadecimal: how every public id is written. */
export type Hex = string
/** Gives n fresh random bytes; always an argument, never taken from the surroundings. */
export type Random = (n: number) => Uint8Array

const HEX_DIGITS = "0123456789abcdef"
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const VALUE_OF_BASE64URL = new Map([...BASE64URL].map((character, value) => [character, value]))

/** Writes bytes as lower-case hexadecimal. */
export function hexOf(bytes: Uint8Array): Hex {
  let text = ""
  for (const byte of bytes) text += HEX_DIGITS.charAt(byte >> 4) + HEX_DIGITS.charAt(byte & 15)
  return text
}

/** Says whether a value is lower-case hexadecimal, of so many bytes if a number is given. */
export function isHex(text: unknown, byteLength?: number): text is Hex {
  if (typeof text !== "string" || text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return false
  return byteLength === undefined || text.length === byteLength * 2
}

/** Reads hexadecimal that was checked before; anything else is a bug and throws. */
export function bytesOfHex(hex: Hex): Bytes {
  if (!isHex(hex)) throw new RangeError("not lower-case hexadecimal")
  const bytes = new Uint8Array(hex.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

/** Writes bytes as base64url without padding (RFC 4648 §5). */
export function base64urlOf(bytes: Uint8Array): string {
  let text = ""
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const characters = left === 1 ? 2 : left === 2 ? 3 : 4
    for (let k = 0; k < characters; k++) text += BASE64URL.charAt((group >> (18 - 6 * k)) & 63)
  }
  return text
}

/** Reads canonical base64url without padding, or nothing: spare bits must be zero, so one value has one spelling. */
export function bytesOfBase64url(text: string): Bytes | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (const character of text) {
    const value = VALUE_OF_BASE64URL.get(character)
    if (value === undefined) return undefined
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 255
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : undefined
}

/** Joins byte strings into a new one. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Compares byte strings in a time that depends on their lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}

/** Orders byte strings as numbers are ordered, first byte most significant. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Copies bytes into memory of their own, so that later changes elsewhere do not reach them. */
export function copyBytes(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes)
}

/** Lengthens bytes to a fixed size with zeros; too long is a bug and throws. */
export function padBytes(bytes: Uint8Array, length: number): Bytes {
  if (bytes.length > length) throw new RangeError(`${bytes.length} bytes do not fit into ${length}`)
  const padded = new Uint8Array(length)
  padded.set(bytes)
  return padded
}

/** Says whether every byte is zero. */
export function isAllZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}

/** Encodes text as UTF-8. */
export function utf8Of(text: string): Bytes {
  return new TextEncoder().encode(text)
}

/** Decodes UTF-8, or nothing when the bytes are not valid; a byte order mark is kept as a character. */
export function textOfUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined // the decoder's only way to say "not UTF-8"
  }
}

/** Writes one byte. */
export function u8(value: number): Bytes {
  return unsigned(value, 1)
}

/** Writes an unsigned 16-bit integer, big-endian. */
export function u16(value: number): Bytes {
  return unsigned(value, 2)
}

/** Writes an unsigned 32-bit integer, big-endian. */
export function u32(value: number): Bytes {
  return unsigned(value, 4)
}

/** Writes an unsigned 64-bit integer, big-endian. */
export function u64(value: number): Bytes {
  return unsigned(value, 8)
}

function unsigned(value: number, length: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** length) {
    throw new RangeError(`${value} does not fit into ${length} bytes`)
  }
  const bytes = new Uint8Array(length)
  for (let i = length - 1, rest = value; i >= 0; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}
