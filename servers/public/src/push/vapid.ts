import { createECDH } from "node:crypto"

/** The key pair by which push services know this server, as base64url, and whom they may write to (RFC 8292). */
export interface Vapid {
  readonly publicKey: string
  readonly privateKey: string
  /** mailto: or https: address. */
  readonly subject: string
}

/** The pair of a private key of 32 bytes. Throws for the one in four thousand million that is none. */
export function vapidOf(secret: Uint8Array, subject: string): Vapid {
  const pair = createECDH("prime256v1")
  pair.setPrivateKey(secret)
  return {
    publicKey: pair.getPublicKey().toString("base64url"),
    privateKey: Buffer.from(secret).toString("base64url"),
    subject,
  }
}
