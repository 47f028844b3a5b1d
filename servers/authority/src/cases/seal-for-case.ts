import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"

/** nonce 12 ‖ AES-256-GCM(case key): as the opener seals, for what was opened and moves under another case's key. */
export function sealForCase(caseKey: Uint8Array, text: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", caseKey, nonce)
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()])
}

/** Opens what the opener, or `sealForCase`, sealed for a case. Throws when a byte is wrong: that is damage. */
export function openForCase(caseKey: Uint8Array, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", caseKey, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
}
