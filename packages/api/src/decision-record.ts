import * as z from "zod/mini"
import { base64url, hex, id, names, serviceDay, unixSeconds } from "./shapes.ts"

/** What was asked of the venue of a decision. */
const askedOfVenue = z.strictObject({
  state: z.enum(["asked", "answered", "declined", "failed", "expired"]),
  at: unixSeconds,
  until: unixSeconds,
})
const officerName = z.strictObject({ id, name: z.string(), key: hex(4), at: unixSeconds })

/** Where a decision stands. A proposal that another officer refused, or that its proposer took back, is published by no list; nor is one
 * that is held, or was stopped while it was. */
const decisionState = z.enum([
  "proposed",
  "approved",
  "held",
  "stopped",
  "published",
  "superseded",
  "refused",
  "taken-back",
])
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

/** What a decision without a code is about (ADR 0037). */
const noticeSubject = z.strictObject({
  kind: z.enum(["flight", "train", "route", "vehicle", "place"]),
  number: z.exactOptional(z.string()),
  rows: z.exactOptional(z.string()),
  towards: z.exactOptional(names),
})
/** See `noticeSubject`. */
export type NoticeSubjectRecord = z.infer<typeof noticeSubject>

/** A hold on an approved decision, and the verdict that a second officer has still to sign. */
const hold = z.strictObject({
  id: hex(16),
  reason: z.string(),
  by: z.string(),
  at: unixSeconds,
  verdict: z.nullable(
    z.strictObject({
      what: z.enum(["release", "stop"]),
      bytes: base64url(2_000),
      hash: hex(32),
      proposed: officerName,
    }),
  ),
})
/** See `hold`. */
export type DecisionHold = z.infer<typeof hold>

/** What the venue of a decision was told: the notice in the portal, and telephone calls, newest first. */
const venueTold = z.strictObject({
  notice: z.enum(["waits", "delivered"]),
  calls: z.array(
    z.strictObject({
      by: z.string(),
      at: unixSeconds,
      outcome: z.enum(["reached", "not-reached"]),
      nextAt: z.nullable(unixSeconds),
    }),
  ),
})
/** See `venueTold`. */
export type VenueTold = z.infer<typeof venueTold>

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
  /** What the board calls it, where it is named. */
  named: z.nullable(names),
  /** Set where no code stands for what it is about: then it warns by name and not by phone. */
  about: z.nullable(noticeSubject),
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
  /** The hold that is open, or the last one. */
  hold: z.nullable(hold),
  /** True while an officer could still hold it: no list that is being made carries it. */
  canHold: z.boolean(),
  /** The bundle in which it was proposed with others. */
  bundle: z.nullable(hex(16)),
  /** Null where nobody is to be told: no registered venue, or the authority's own premises. */
  told: z.nullable(venueTold),
})
/** See `decision`. */
export type Decision = z.infer<typeof decision>
