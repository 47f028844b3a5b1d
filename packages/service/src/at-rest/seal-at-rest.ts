import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"

/** nonce 12 ‖ AES-256-GCM; `subject` binds the text to what it belongs to. */
export function sealAtRest(key: Uint8Array, subject: string, text: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(subject))
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `sealAtRest` made. Throws when the key, the subject or a byte is wrong: that is damage, not a case to handle. */
export function openAtRest(key: Uint8Array, subject: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12)).setAAD(Buffer.from(subject))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
}
