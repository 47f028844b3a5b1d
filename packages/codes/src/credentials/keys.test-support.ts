import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto"
import type { CredentialFormat, ReadingContext, Trust, TrustedKey } from "../credential.ts"

/** A pair of keys made for one run of the tests. */
export type Pair = { readonly secret: KeyObject; readonly spki: Uint8Array; readonly jwk: Jwk }
export type Jwk = { readonly x: string; readonly y: string }

/** 1 May 2022, a day on which everything that the tests make holds. */
export const NOW = 1_651_363_200

const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ type: "spki", format: "der" }))

/** A fresh P-256 pair. */
export function freshPair(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const { x = "", y = "" } = publicKey.export({ format: "jwk" })
  return { secret: privateKey, spki: spkiOf(publicKey), jwk: { x, y } }
}

/** A fresh RSA pair. */
export function freshRsaPair(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  return { secret: privateKey, spki: spkiOf(publicKey), jwk: { x: "", y: "" } }
}

/** The public half of a published P-256 key. */
export function spkiOfJwk({ x, y }: Jwk): Uint8Array {
  return spkiOf(createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" }))
}

/** RFC 7638. */
export function thumbprintOf({ x, y }: Jwk): string {
  return createHash("sha256")
    .update(JSON.stringify({ crv: "P-256", kty: "EC", x, y }))
    .digest("base64url")
}

/** Signs as JWS and COSE have it: 64 bytes, and RSA with a salt of 32. */
export function signRaw({ secret }: Pair, text: Uint8Array): Buffer {
  if (secret.asymmetricKeyType === "rsa") return sign("sha256", text, { key: secret, padding: 6, saltLength: 32 })
  return sign("sha256", text, { key: secret, dsaEncoding: "ieee-p1363" })
}

/** Signs as X.509 has it: DER. */
export function signDer({ secret }: Pair, text: Uint8Array): Buffer {
  return sign("sha256", text, createPrivateKey(secret.export({ type: "pkcs8", format: "pem" })))
}

/** A key of a trust list that holds for all the time there is. */
export function trusted(
  format: CredentialFormat,
  issuer: string,
  kid: string,
  spki: Uint8Array,
  more: Partial<TrustedKey> = {},
): TrustedKey {
  return { format, issuer, kid, spki, from: 0, until: 4_000_000_000, ...more }
}

/** What a reader is given: the time and a list of keys. */
export function context(keys: readonly TrustedKey[], at = NOW, more: Partial<Trust> = {}): ReadingContext {
  return { at, trust: { keys, revoked: new Set(), ...more } }
}
