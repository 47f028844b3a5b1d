import { bytesContract } from "./bytes-contract.ts"

/** The sealed upload travels as bytes, not JSON: every request and every reply has one size (Spec §6). */
export const submitUpload = bytesContract({
  method: "POST",
  path: "/v1/uploads",
  access: "anyone",
  summary: "A confirmed case's sealed visits. 256 bytes come back whatever happened; only the phone can read them",
  contentType: "application/octet-stream",
  /** lookup 16 ‖ auth 32 ‖ box 49,152 */
  bodyBytes: 49_200,
  replyBytes: 256,
  problems: ["malformed", "too-large", "encoding-refused", "too-many-requests"],
})

/** What the authority states of an opened upload, for the code's holder alone (Spec §6, kept-statement). */
export const askKeptStatement = bytesContract({
  method: "POST",
  path: "/v1/receipts",
  access: "anyone",
  summary:
    "Asks for the kept-statement of an upload. 256 bytes come back whatever is there; only the phone can read them",
  contentType: "application/octet-stream",
  /** lookup 16 ‖ auth 32 */
  bodyBytes: 48,
  replyBytes: 256,
  problems: ["malformed", "too-large", "encoding-refused", "too-many-requests"],
})
