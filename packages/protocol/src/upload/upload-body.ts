import { type Bytes, concatBytes } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { UPLOAD_BOX_BYTES } from "./upload-text.ts"

/** What the public server receives; it can open none of it (Spec §6). */
export interface UploadBody {
  readonly lookup: Bytes
  readonly auth: Bytes
  readonly box: Bytes
}

/** lookup ‖ auth: what opens an upload, and what asks for its kept-statement later (Spec §6). */
export const CREDENTIAL_BYTES = 48
export const UPLOAD_BODY_BYTES = CREDENTIAL_BYTES + UPLOAD_BOX_BYTES

/** Parses what asks for a kept-statement, by its length alone. */
export function readCredential(body: Uint8Array): Result<Pick<UploadBody, "lookup" | "auth">, "malformed"> {
  if (body.length !== CREDENTIAL_BYTES) return refused("malformed")
  const reader = readerOf(body)
  return ok({ lookup: reader.take(16), auth: reader.take(32) })
}

/** Parses the body of an upload by its length alone. */
export function readUploadBody(body: Uint8Array): Result<UploadBody, "malformed"> {
  if (body.length !== UPLOAD_BODY_BYTES) return refused("malformed")
  const reader = readerOf(body)
  return ok({ lookup: reader.take(16), auth: reader.take(32), box: reader.take(UPLOAD_BOX_BYTES) })
}

/** Writes the body of an upload. */
export function writeUploadBody(body: {
  readonly lookup: Uint8Array
  readonly auth: Uint8Array
  readonly box: Uint8Array
}): Bytes {
  return concatBytes(body.lookup, body.auth, body.box)
}
