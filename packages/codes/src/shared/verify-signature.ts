import { type Bytes, copyBytes, hexOf } from "@homesafe/protocol"

/**
 * ES256: ECDSA over P-256 with SHA-256, 64 bytes (RFC 7518 §3.4). ECDSA-SHA256: the same over the curve that the key has, P-256 or P-384, for COSE's
 * ES256 does not name one (RFC 9053 §2.1) and some countries signed so. PS256: RSA-PSS with SHA-256 and a salt of 32 bytes (RFC 8230 §2).
 */
export type SignatureKind = "ES256" | "ECDSA-SHA256" | "PS256"

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }
const P384 = { name: "ECDSA", namedCurve: "P-384", hash: "SHA-256" }
const PSS = { name: "RSA-PSS", hash: "SHA-256", saltLength: 32 }
// How the SubjectPublicKeyInfo of a P-384 key begins (RFC 5480 §2).
const P384_HEAD = "3076301006072a8648ce3d020106052b81040022"

/** Verifies a signature under a DER SubjectPublicKeyInfo. A key of another kind verifies nothing. */
export async function verifySignature(
  kind: SignatureKind,
  spki: Uint8Array,
  signature: Bytes,
  signed: Bytes,
): Promise<boolean> {
  const isWide = kind === "ECDSA-SHA256" && hexOf(spki.subarray(0, 20)) === P384_HEAD
  const algorithm = kind === "PS256" ? PSS : isWide ? P384 : P256
  // DER is not among the forms of these RFCs, and some libraries would take it.
  if (kind !== "PS256" && signature.length !== (isWide ? 96 : 64)) return false
  try {
    const key = await crypto.subtle.importKey("spki", copyBytes(spki), algorithm, false, ["verify"])
    return await crypto.subtle.verify(algorithm, key, signature, signed)
  } catch {
    return false // the key is not of this kind: WebCrypto says so by throwing
  }
}
