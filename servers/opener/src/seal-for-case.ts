import { createCipheriv, randomBytes } from "node:crypto"

/** nonce 12 ‖ AES-256-GCM(case key) of JSON, base64url: what was opened leaves this process only so. */
export function sealForCase(caseKey: string, value: unknown): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(caseKey, "hex"), nonce)
  const text = Buffer.from(JSON.stringify(value))
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString("base64url")
}
