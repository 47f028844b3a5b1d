import { type Bytes, copyBytes } from "@homesafe/protocol"

/** ES256: ECDSA over P-256 with SHA-256, 64 bytes. PS256: RSA-PSS with SHA-256 and a salt of 32 bytes. RFC 7518 §3.4, §3.5. */
export type SignatureKind = "ES256" | "PS256"

const ALGORITHMS = {
  ES256: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  PS256: { name: "RSA-PSS", hash: "SHA-256", saltLength: 32 },
} as const

/** Verifies a signature under a DER SubjectPublicKeyInfo. A key of another kind verifies nothing. */
export async function verifySignature(
  kind: SignatureKind,
  spki: Uint8Array,
  signature: Bytes,
  signed: Bytes,
): Promise<boolean> {
  // DER is not among the forms of RFC 7518, and some libraries would take it.
  if (kind === "ES256" && signature.length !== 64) return false
  const algorithm = ALGORITHMS[kind]
  try {
    const key = await crypto.subtle.importKey("spki", copyBytes(spki), algorithm, false, ["verify"])
    return await crypto.subtle.verify(algorithm, key, signature, signed)
  } catch {
    return false // the key is not of this kind: WebCrypto says so by throwing
  }
}
