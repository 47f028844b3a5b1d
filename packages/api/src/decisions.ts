import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { base64url, hex, id, names, serviceDay, unixSeconds } from "./shapes.ts"

/** What was asked of the venue of a decision. */
const askedOfVenue = z.strictObject({
  state: z.enum(["asked", "answered", "declined", "failed", "expired"]),
  at: unixSeconds,
  until: unixSeconds,
})
const officerName = z.strictObject({ id, name: z.string(), key: hex(4), at: unixSeconds })

/** Where a decision stands. A proposal that another officer refused, or that its proposer took back, is published by no list. */
const decisionState = z.enum(["proposed", "approved", "published", "superseded", "refused", "taken-back"])
/** 5-minute units of the service day, 0..288, linger time included (Spec §7). */
const windows = z.array(z.tuple([z.int(), z.int()]))

/** What stands about a venue's day already: proposed, approved or published. */
export const standingDecision = z.strictObject({
  id: hex(16),
  state: decisionState,
  windows,
  template: z.int(),
  isNamed: z.boolean(),
})
/** See `standingDecision`. */
export type StandingDecision = z.infer<typeof standingDecision>

/** An exposure decision: proposed by one officer, approved by another, then published with the next list. */
export const decision = z.strictObject({
  id: hex(16),
  state: decisionState,
  kind: z.enum(["exposure", "correction", "withdrawal"]),
  vid: hex(8),
  venue: z.nullable(z.strictObject({ id, names })),
  /** The plate of a vehicle that nobody registered. */
  plate: z.nullable(z.string()),
  day: serviceDay,
  windows,
  severity: z.int(),
  template: z.int(),
  supersedes: z.nullable(hex(16)),
  /** True where the place stands on the public board too. */
  isNamed: z.boolean(),
  /** Null where there is none, or where it is of another area: then only the venue is the reader's. */
  caseId: z.nullable(id),
  /** The canonical bytes that both officers sign. */
  bytes: base64url(20_000),
  hash: hex(32),
  proposed: officerName,
  approved: z.nullable(officerName),
  /** How a proposal ended that was not approved. */
  ended: z.nullable(z.strictObject({ name: z.string(), at: unixSeconds, reason: z.string() })),
  /** Number of the list that carried it first. */
  list: z.nullable(z.int()),
  /** Null where the key of the day is here; else it is partial: the hours of its windows that nobody can be warned about yet. Posters cannot either. */
  missing: z.nullable(z.array(z.int())),
  asked: z.nullable(askedOfVenue),
  /** What the venue says against it, and what an officer answered. */
  objection: z.nullable(z.strictObject({ text: z.string(), at: unixSeconds, answer: z.nullable(z.string()) })),
})
/** See `decision`. */
export type Decision = z.infer<typeof decision>

export const listDecisions = contract({
  method: "GET",
  path: "/v1/decisions",
  access: ["tracer", "approver"],
  summary: "Decisions: those that wait for a second officer first, then newest first; 20 a page",
  query: z.strictObject({ page: z.exactOptional(z.coerce.number().check(z.gte(0))) }),
  reply: z.strictObject({ decisions: z.array(decision), total: z.int(), nextList: unixSeconds }),
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
