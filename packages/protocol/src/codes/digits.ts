import type { Bytes } from "../shared/bytes.ts"

// Decimal digits per number of bytes: a QR numeric segment holds 3.33 bits a digit, so digits cost less than base64url.
const DIGITS_OF_BYTES = [0, 3, 5, 8, 10, 13, 15, 17] as const
const GROUP_BYTES = 7
const GROUP_DIGITS = 17

/** Writes bytes as digits: each 7 bytes become 17, a tail of 1..6 bytes 3, 5, 8, 10, 13 or 15. Spec §3. */
export function digitsOfBytes(bytes: Uint8Array): string {
  let digits = ""
  for (let at = 0; at < bytes.length; at += GROUP_BYTES) {
    const group = bytes.subarray(at, at + GROUP_BYTES)
    const value = group.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
    digits += value.toString().padStart(DIGITS_OF_BYTES[group.length] ?? 0, "0")
  }
  return digits
}

/** Reads digits, or nothing when a group is too large or the tail has a length that no bytes give. */
export function bytesOfDigits(digits: string): Bytes | undefined {
  if (!/^[0-9]+$/.test(digits)) return undefined
  const tailBytes = DIGITS_OF_BYTES.indexOf((digits.length % GROUP_DIGITS) as (typeof DIGITS_OF_BYTES)[number]) // looked up, not believed
  if (tailBytes < 0) return undefined
  const bytes = new Uint8Array(Math.floor(digits.length / GROUP_DIGITS) * GROUP_BYTES + tailBytes)
  for (let at = 0, byte = 0; at < digits.length; at += GROUP_DIGITS, byte += GROUP_BYTES) {
    const length = Math.min(GROUP_BYTES, bytes.length - byte)
    let value = BigInt(digits.slice(at, at + GROUP_DIGITS))
    if (value >= 256n ** BigInt(length)) return undefined
    for (let i = length - 1; i >= 0; i--, value /= 256n) bytes[byte + i] = Number(value % 256n)
  }
  return bytes
}
