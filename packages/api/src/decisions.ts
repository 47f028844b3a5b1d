import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { waitingBundle } from "./decision-bundles.ts"
import { decision } from "./decision-record.ts"
import { base64url, hex, id, unixSeconds } from "./shapes.ts"

export const listDecisions = contract({
  method: "GET",
  path: "/v1/decisions",
  access: ["tracer", "approver"],
  summary: "Decisions: those that wait for a second officer first, then newest first; 20 a page",
  query: z.strictObject({ page: z.exactOptional(z.coerce.number().check(z.gte(0))) }),
  reply: z.strictObject({
    decisions: z.array(decision),
    /** Bundles of which some wait, oldest first. What waits in them stands among `decisions` only when it waits no more. */
    bundles: z.array(waitingBundle),
    total: z.int(),
    nextList: unixSeconds,
  }),
  problems: ["not-signed-in"],
})

export const getDecision = contract({
  method: "GET",
  path: "/v1/decisions/:id",
  access: ["tracer", "approver"],
  summary: "One decision",
  reply: z.strictObject({ decision, nextList: unixSeconds }),
  problems: ["not-signed-in", "not-found"],
})

export const proposeDecision = contract({
  method: "POST",
  path: "/v1/decisions",
  access: "tracer",
  summary: "Proposes an exposure, a correction or a withdrawal, signed by the proposing officer's key",
  body: z.strictObject({ bytes: base64url(20_000), key: hex(4), sig: hex(64), caseId: z.nullable(id) }),
  reply: decision,
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-an-officer-key",
    "bad-signature",
    "unknown-template",
    "window-not-allowed",
    "key-missing",
    "not-in-this-state",
    "not-found",
  ],
})

export const approveDecision = contract({
  method: "POST",
  path: "/v1/decisions/:id/approval",
  access: "approver",
  summary: "Another officer signs the same bytes; from then on the next list carries it",
  body: z.strictObject({ hash: hex(32), key: hex(4), sig: hex(64) }),
  reply: decision,
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-found",
    "same-officer",
    "other-area",
    "content-changed",
    "not-an-officer-key",
    "bad-signature",
    "not-in-this-state",
    "replaced-since",
  ],
})

const ending = {
  method: "POST",
  reply: decision,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "same-officer", "not-in-this-state"],
} as const

export const refuseDecision = contract({
  ...ending,
  path: "/v1/decisions/:id/refusal",
  access: "approver",
  summary: "Refuses another officer's proposal, with the reason; nothing of it is published",
  body: z.strictObject({ reason: z.string().check(z.minLength(3), z.maxLength(300)) }),
})

export const takeBackDecision = contract({
  ...ending,
  path: "/v1/decisions/:id/taking-back",
  access: "tracer",
  summary: "Its proposer takes a proposal back that waits for another officer",
  body: z.strictObject({}),
})

export const askVenue = contract({
  method: "POST",
  path: "/v1/decisions/:id/venue-request",
  access: "tracer",
  summary:
    "Asks the venue for the day's key that a partial decision lacks (Spec §6); while one request is open, it stays the one",
  body: z.strictObject({}),
  reply: decision,
  problems: ["malformed", "not-signed-in", "not-allowed", "step-up-needed", "not-found", "not-in-this-state"],
})

export const listPublications = contract({
  method: "GET",
  path: "/v1/publications",
  access: ["tracer", "approver", "policy"],
  summary: "The newest lists: number, time, rows shown to the world, state",
  reply: z.strictObject({
    publications: z.array(
      z.strictObject({
        seq: z.int(),
        at: unixSeconds,
        rows: z.int(),
        state: z.enum(["building", "signed", "published"]),
      }),
    ),
    nextList: unixSeconds,
    problem: z.nullable(z.string()),
  }),
  problems: ["not-signed-in"],
})
