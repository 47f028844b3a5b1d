import { type Bytes, bytesOfBase64url, textOfUtf8 } from "@homesafe/protocol"

/** Reads base64 in either alphabet, padded or not (RFC 4648 §4, §5); spare bits must be zero. Null: it is none. */
export function bytesOfBase64(text: string): Bytes | null {
  const bare = text.replace(/={1,2}$/, "")
  return bytesOfBase64url(bare.replaceAll("+", "-").replaceAll("/", "_")) ?? null
}

/** Reads the text in base64; null: it is none, or no UTF-8. */
export function textOfBase64(text: string): string | null {
  const bytes = bytesOfBase64(text)
  return bytes === null ? null : (textOfUtf8(bytes) ?? null)
}
