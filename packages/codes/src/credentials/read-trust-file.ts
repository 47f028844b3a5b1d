import { base64urlOf, bytesOfBase64url, bytesOfHex, concatBytes, sha256, utf8Of } from "@homesafe/protocol"
import { base64 } from "@scure/base"
import type { TrustedKey } from "../credential.ts"
import { listIn, memberOf, readJsonObject, textIn } from "../shared/read-json.ts"
import { readSigner } from "./read-signer.ts"

/** What stands in no file of public keys, and whoever takes one in must say. Unix seconds. */
export interface TrustTerms {
  /** The address for which a bare key set of SMART Health Cards speaks; empty where it is another file. */
  readonly address: string
  readonly from: number
  readonly until: number
}

/** Keys of a published list, and how many of its entries were none that can be used. */
export type TrustFile = { readonly keys: readonly TrustedKey[]; readonly left: number }

/**
 * Reads a list of public keys as their systems publish them: EU signers' certificates (JSON with `rawData`, or PEM), a SMART Health Cards
 * issuer's `jwks.json` or the directory snapshot of the VCI, or the DID document of New Zealand. Null: it is none of these.
 * Nobody's signature over the list is checked here: two officers answer for it.
 */
export function readTrustFile(text: string, terms: TrustTerms): TrustFile | null {
  const pem = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)]
  if (pem.length > 0) return gathered(pem.map(([, body = ""]) => signerOf(body)))
  // Some publish the certificates as a bare array.
  const json = readJsonObject(/^\s*\[/.test(text) ? `{"certificates":${text}}` : text)
  if (json === null) return null
  const certificates = listIn(json, "certificates")
  if (certificates.some((entry) => textIn(entry, "rawData") !== null))
    return gathered(certificates.map((entry) => signerOf(textIn(entry, "rawData") ?? "")))
  const did = textIn(json, "id")
  if (did?.startsWith("did:")) return gathered(methodsOf(json, did).map((method) => nzKey(method, did, terms)))
  const directory = listIn(json, "issuerInfo")
  if (directory.length > 0)
    return gathered(
      directory.flatMap((entry) => {
        const address = textIn(memberOf(entry, "issuer"), "iss") ?? ""
        return listIn(entry, "keys").map((key) => shcKey(key, { ...terms, address }))
      }),
    )
  const keys = listIn(json, "keys")
  return keys.length > 0 && terms.address !== "" ? gathered(keys.map((key) => shcKey(key, terms))) : null
}

function gathered(found: readonly (TrustedKey | null)[]): TrustFile {
  const keys = found.filter((key) => key !== null)
  return { keys, left: found.length - keys.length }
}

function signerOf(body: string): TrustedKey | null {
  try {
    return readSigner(base64.decode(body.replace(/\s+/g, "")))
  } catch {
    return null // not base64
  }
}

/** The methods that may assert, in the order in which the document lists them. */
function methodsOf(json: unknown, did: string): readonly unknown[] {
  const named = new Set(
    listIn(json, "assertionMethod").map((method) => (typeof method === "string" ? method : textIn(method, "id"))),
  )
  return listIn(json, "verificationMethod").filter((method) => {
    const id = textIn(method, "id")
    return id?.startsWith(`${did}#`) && named.has(id)
  })
}

function nzKey(method: unknown, did: string, { from, until }: TrustTerms): TrustedKey | null {
  const spki = spkiOf(memberOf(method, "publicKeyJwk"))
  const kid = textIn(method, "id")?.slice(did.length + 1)
  return spki && kid ? { format: "nz-pass", issuer: did, kid, spki, from, until } : null
}

function shcKey(key: unknown, { address, from, until }: TrustTerms): TrustedKey | null {
  const spki = spkiOf(key)
  if (!spki || !/^https:\/\/[^\s#?]+[^\s#?/]$/.test(address)) return null
  // The name is made from the key (RFC 7638); a set that names it otherwise is not followed.
  const kid = thumbprintOf(textIn(key, "x") ?? "", textIn(key, "y") ?? "")
  const said = textIn(key, "kid")
  return said === null || said === kid ? { format: "smart-health-card", issuer: address, kid, spki, from, until } : null
}

// SubjectPublicKeyInfo of a P-256 key up to its uncompressed point (RFC 5480 §2).
const P256 = bytesOfHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")

function spkiOf(key: unknown): Uint8Array<ArrayBuffer> | null {
  const [x, y] = ["x", "y"].map((name) => bytesOfBase64url(textIn(key, name) ?? ""))
  const isP256 = textIn(key, "kty") === "EC" && textIn(key, "crv") === "P-256"
  return isP256 && x?.length === 32 && y?.length === 32 ? concatBytes(P256, x, y) : null
}

function thumbprintOf(x: string, y: string): string {
  return base64urlOf(sha256(utf8Of(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`)))
}
