import {
  type Bytes,
  bytesOfHex,
  concatBytes,
  copyBytes,
  type Hex,
  hexOf,
  type Random,
  utf8Of,
} from "../shared/bytes.ts"
import { hmac, sha256, slowHash } from "../shared/hash.ts"
import { ok, type Result, refused } from "../shared/result.ts"

// H. M. Damm's totally anti-symmetric quasigroup of order 10 (2004): finds every single error and adjacent swap.
const DAMM = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
] as const
const CODE_DIGITS = 19

/** The check digit of a row of digits; a row that ends with its own check digit gives 0. */
export function dammDigit(digits: string): number {
  return [...digits].reduce((interim, digit) => Number(DAMM[interim]?.[Number(digit)]), 0)
}

/** Makes an upload code: 19 random digits and their check digit. Spec §6. */
export function makeUploadCode(random: Random): string {
  let digits = ""
  while (digits.length < CODE_DIGITS) {
    const byte = random(1)[0] ?? 255
    if (byte < 250) digits += String(byte % 10) // 250 = 25 · 10: every digit equally likely
  }
  return digits + String(dammDigit(digits))
}

/** Shows a code as five groups of four, to be read over the telephone. */
export function formatUploadCode(code: string): string {
  return code.replace(/(....)(?=.)/g, "$1 ")
}

/** Reads a typed code: full-width digits, spaces and hyphens are forgiven, a wrong digit is not. Gives the 19 digits. Spec §6. */
export function readUploadCode(typed: string): Result<string, "not-20-digits" | "wrong-check-digit"> {
  const digits = typed.normalize("NFKC").replace(/[\s-]/g, "")
  if (!/^[0-9]{20}$/.test(digits)) return refused("not-20-digits")
  return dammDigit(digits) === 0 ? ok(digits.slice(0, CODE_DIGITS)) : refused("wrong-check-digit")
}

/** What a code stands for: the public server learns lookup, the hash of auth and reply, never inner. */
export interface UploadSecrets {
  readonly lookup: Bytes
  readonly auth: Bytes
  readonly inner: Bytes
  readonly reply: Bytes
}

/** Derives a code's secrets; a tenth of a second, so that guessing costs. Spec §6. */
export function deriveUploadSecrets(code19: string, dep: Hex): UploadSecrets {
  const x = slowHash(utf8Of(code19), concatBytes(utf8Of("VT1/code"), bytesOfHex(dep)), 80)
  const part = (from: number, to: number): Bytes => copyBytes(x.subarray(from, to))
  return { lookup: part(0, 16), auth: part(16, 48), inner: part(48, 64), reply: part(64, 80) }
}

/** What the public server keeps instead of auth. Spec §6. */
export function authHashOf(auth: Uint8Array): Bytes {
  return sha256(utf8Of("VT1/auth"), auth)
}

/** The name under which a case's data is one day certified as destroyed. Spec §6. */
export function purgeIdOf(inner: Uint8Array): Hex {
  return hexOf(hmac(inner, utf8Of("VT1/purge")).subarray(0, 16))
}
