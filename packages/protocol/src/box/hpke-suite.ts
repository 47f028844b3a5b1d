import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core"

/** HPKE base mode with P-256, HKDF-SHA256 and AES-128-GCM (RFC 9180 §7; Spec, notation). */
export const SUITE = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
})

/** Length of the encapsulated key that a box begins with. */
export const ENC_BYTES = 65
/** How much longer a box is than its text: encapsulated key and tag. */
export const BOX_OVERHEAD = 81
