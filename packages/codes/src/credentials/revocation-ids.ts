import { hexOf, sha256, utf8Of } from "@homesafe/protocol"

/** The name that a revocation list has for a document: the first 16 bytes of SHA-256 over a text or bytes that only the document holds (ADR 0044). */
export function revocationId(of: string | Uint8Array): string {
  return hexOf(sha256(typeof of === "string" ? utf8Of(of) : of).subarray(0, 16))
}
