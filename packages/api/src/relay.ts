import { bytesContract } from "./bytes-contract.ts"

// The relay between an old phone and a new one (Spec §16). `:id` is the 16 bytes of the new phone's code, in hex.

const relay = {
  access: "anyone",
  contentType: "application/octet-stream",
} as const

export const putRelayBox = bytesContract({
  ...relay,
  method: "PUT",
  path: "/v1/relay/:id",
  summary: "The old phone leaves its sealed box: once for each id, for ten minutes",
  bodyBytes: 4_194_304,
  replyBytes: 0,
  problems: ["malformed", "too-large", "encoding-refused", "too-many-requests", "not-in-this-state", "not-ready"],
})

export const takeRelayBox = bytesContract({
  ...relay,
  method: "GET",
  path: "/v1/relay/:id",
  summary: "The new phone takes the box: it is handed out once and forgotten",
  bodyBytes: 0,
  replyBytes: 4_194_304,
  problems: ["malformed", "too-many-requests", "not-found"],
})

export const putRelayAck = bytesContract({
  ...relay,
  method: "PUT",
  path: "/v1/relay/:id/ack",
  summary: "The new phone says that the box opened: once, within ten minutes after it took the box",
  bodyBytes: 16,
  replyBytes: 0,
  problems: ["malformed", "too-large", "encoding-refused", "too-many-requests", "not-found", "not-in-this-state"],
})

export const readRelayAck = bytesContract({
  ...relay,
  method: "GET",
  path: "/v1/relay/:id/ack",
  summary: "The old phone asks until the new phone's word is there, and only then erases",
  bodyBytes: 0,
  replyBytes: 16,
  problems: ["malformed", "too-many-requests", "not-found"],
})
