import { type Bytes, utf8Of } from "@homesafe/protocol"
import { bytesOfBase64, textOfBase64 } from "./base64.ts"
import { type JsonObject, readJsonObject } from "./read-json.ts"

/** A JSON web signature in its compact form (RFC 7515), read and not yet verified. */
export type Jws = {
  readonly header: JsonObject
  readonly payload: Bytes
  readonly signed: Bytes
  readonly signature: Bytes
}

const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)$/

/** Reads a compact JWS; the signature may be empty, which no signature of any algorithm is. Null: malformed. */
export function readJws(text: string): Jws | null {
  const [, head = "", body = "", proof = ""] = COMPACT.exec(text) ?? []
  const headerText = textOfBase64(head)
  const header = headerText === null ? null : readJsonObject(headerText)
  const payload = bytesOfBase64(body)
  const signature = bytesOfBase64(proof)
  if (header === null || payload === null || signature === null) return null
  // Extensions that must be understood, and are not (RFC 7515 §4.1.11; RFC 7797).
  if (Object.hasOwn(header, "crit") || Object.hasOwn(header, "b64")) return null
  return { header, payload, signed: utf8Of(`${head}.${body}`), signature }
}
