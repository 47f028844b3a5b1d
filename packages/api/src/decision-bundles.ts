import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { base64url, hex, id, unixSeconds } from "./shapes.ts"

// Many warnings by name in one act of each of two officers: each is a decision with its own two signatures, all of them or none are kept.

/** So many warnings one act may carry. */
export const MOST_IN_BUNDLE = 100

/** Where a bundle stands, with the very bytes that its reader signs. */
const bundle = z.strictObject({
  id: hex(16),
  proposed: z.strictObject({ id, name: z.string(), at: unixSeconds }),
  /** Over the hashes of what still waits, in order of ids: another officer signs exactly this, or nothing. */
  hash: hex(32),
  decisions: z.array(
    z.strictObject({ id: hex(16), state: z.string(), bytes: base64url(20_000), approvedBy: z.nullable(z.string()) }),
  ),
  nextList: unixSeconds,
})
/** See `bundle`. */
export type DecisionBundle = z.infer<typeof bundle>

/** A bundle of which some wait for a second officer. */
export const waitingBundle = z.strictObject({ id: hex(16), by: z.string(), at: unixSeconds, waiting: z.int() })

const signed = z.array(z.strictObject({ id: hex(16), sig: hex(64) })).check(z.minLength(1), z.maxLength(MOST_IN_BUNDLE))
const refusals = [
  "malformed",
  "not-signed-in",
  "not-allowed",
  "not-found",
  "same-officer",
  "not-in-this-state",
] as const

export const proposeDecisionBundle = contract({
  method: "POST",
  path: "/v1/decision-bundles",
  access: "tracer",
  summary:
    "Proposes many warnings by name at once, each signed, from exposures of imported lists; all are kept or none, and the same bundle again is the same",
  body: z.strictObject({
    id: hex(16),
    key: hex(4),
    items: z
      .array(z.strictObject({ bytes: base64url(20_000), sig: hex(64), exposure: id }))
      .check(z.minLength(1), z.maxLength(MOST_IN_BUNDLE)),
  }),
  reply: bundle,
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-an-officer-key",
    "bad-signature",
    "unknown-template",
    "window-not-allowed",
    "not-found",
    "not-in-this-state",
  ],
})

export const getDecisionBundle = contract({
  method: "GET",
  path: "/v1/decision-bundles/:id",
  access: ["tracer", "approver"],
  summary: "One bundle of warnings by name, each with its signed bytes and its state",
  reply: bundle,
  problems: ["not-signed-in", "not-allowed", "not-found"],
})

export const approveDecisionBundle = contract({
  method: "POST",
  path: "/v1/decision-bundles/:id/approval",
  access: "approver",
  summary: "Another officer signs all that wait, as they were read: all are approved or none",
  body: z.strictObject({ hash: hex(32), key: hex(4), signed }),
  reply: bundle,
  problems: [...refusals, "step-up-needed", "content-changed", "not-an-officer-key", "bad-signature"],
})

export const refuseDecisionBundle = contract({
  method: "POST",
  path: "/v1/decision-bundles/:id/refusal",
  access: "approver",
  summary: "Refuses all that wait of another officer's bundle, with the reason",
  body: z.strictObject({ reason: z.string().check(z.minLength(3), z.maxLength(300)) }),
  reply: bundle,
  problems: refusals,
})

export const takeBackDecisionBundle = contract({
  method: "POST",
  path: "/v1/decision-bundles/:id/taking-back",
  access: "tracer",
  summary: "Its proposer takes back all of a bundle that waits",
  body: z.strictObject({}),
  reply: bundle,
  problems: refusals,
})
