/** The sealed upload travels as bytes, not JSON: every request and every reply has one size (Spec §6). */
export const submitUpload = {
  method: "POST",
  path: "/v1/uploads",
  access: "anyone",
  summary: "A confirmed case's sealed visits. 256 bytes come back whatever happened; only the phone can read them",
  contentType: "application/octet-stream",
  /** lookup 16 ‖ auth 32 ‖ box 49,152 */
  bodyBytes: 49_200,
  replyBytes: 256,
  problems: ["malformed", "too-large", "encoding-refused", "too-many-requests"],
} as const
