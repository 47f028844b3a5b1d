import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { decision } from "./decision-record.ts"
import { base64url, hex } from "./shapes.ts"

export const holdDecision = contract({
  method: "POST",
  path: "/v1/decisions/:id/hold",
  access: ["tracer", "approver"],
  summary: "Holds an approved decision back, at once and by one officer: the next list does not carry it",
  body: z.strictObject({ reason: z.string().check(z.minLength(3), z.maxLength(300)) }),
  reply: decision,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state", "list-sealed"],
})

const signed = { key: hex(4), sig: hex(64) }

export const proposeHoldVerdict = contract({
  method: "POST",
  path: "/v1/decisions/:id/hold-verdict",
  access: "approver",
  summary: "The first of two signatures that let a held decision go on unchanged, or end it unpublished",
  body: z.strictObject({ bytes: base64url(2_000), ...signed }),
  reply: decision,
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-found",
    "content-changed",
    "not-an-officer-key",
    "bad-signature",
    "not-in-this-state",
  ],
})

export const approveHoldVerdict = contract({
  method: "POST",
  path: "/v1/decisions/:id/hold-verdict/approval",
  access: "approver",
  summary: "Another officer signs the same verdict; then it holds",
  body: z.strictObject({ hash: hex(32), ...signed }),
  reply: decision,
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-found",
    "same-officer",
    "content-changed",
    "not-an-officer-key",
    "bad-signature",
    "not-in-this-state",
    "replaced-since",
  ],
})
