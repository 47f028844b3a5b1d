import * as z from "zod/mini"
import { interviewed } from "./agents.ts"
import { contract } from "./contract.ts"
import { standingDecision } from "./decision-record.ts"
import { area, hex, id, names, serviceDay, unixSeconds, uuid } from "./shapes.ts"
import { position } from "./venues.ts"

/** Where a case's upload stands. */
export const uploadState = z.enum([
  "none",
  "code-given",
  "code-expired",
  "code-withdrawn",
  "waiting-for-opener",
  "opened",
  "quarantined",
])
/** Why an officer sets another infectious period. Chosen, not written: a case's row outlives its key. */
export const periodReason = z.enum(["onset-later", "low-immunity", "laboratory", "treated", "other-guidance"])
/** See `periodReason`. */
export type PeriodReason = z.infer<typeof periodReason>
/** Why two cases are one. */
export const mergeReason = z.enum(["same-person", "opened-twice", "wrong-case"])
/** See `mergeReason`. */
export type MergeReason = z.infer<typeof mergeReason>

export const caseRecord = z.strictObject({
  id,
  /** The case's number as people say it, e.g. C-0412. */
  number: z.string(),
  /** Pathogen number of the catalogue. */
  pathogen: z.int(),
  /** The district whose officers work on it; null is the whole authority. */
  area: z.nullable(area),
  /** Whether it is offered to another area. */
  isOffered: z.boolean(),
  onset: z.nullable(serviceDay),
  /** Day of the positive specimen. */
  tested: serviceDay,
  /** The infectious period that holds: the officer's where one was set, else the profile's. */
  infectiousFrom: serviceDay,
  infectiousUntil: serviceDay,
  period: z.strictObject({
    /** As it follows from the profile. */
    from: serviceDay,
    until: serviceDay,
    set: z.nullable(z.strictObject({ by: z.string(), at: unixSeconds, reason: periodReason })),
  }),
  openedAt: unixSeconds,
  openedBy: z.string(),
  upload: uploadState,
  uploadReason: z.nullable(z.string()),
  visits: z.nullable(z.strictObject({ proven: z.int(), unproven: z.int() })),
  keptUntil: z.string(),
  /** Whether its key is destroyed: then nothing can be read or written any more. */
  hasEnded: z.boolean(),
  /** The case into which this one was merged. */
  merged: z.nullable(
    z.strictObject({
      into: z.strictObject({ id, number: z.string() }),
      by: z.string(),
      at: unixSeconds,
      reason: mergeReason,
    }),
  ),
})
/** See `caseRecord`. */
export type CaseRecord = z.infer<typeof caseRecord>

const whole = z.coerce.number().check(z.int(), z.gte(0), z.lte(2_147_483_647))

const caseSearch = z.strictObject({
  number: z.exactOptional(whole),
  pathogen: z.exactOptional(whole),
  upload: z.exactOptional(z.enum([...uploadState.options, "merged"])),
  /** Who opened it. */
  officer: z.exactOptional(uuid),
  /** First and last day of the test. */
  from: z.exactOptional(whole),
  until: z.exactOptional(whole),
  /** Cases with a smaller number alone: where the page before ended. */
  before: z.exactOptional(whole),
})
/** What a search of cases asks for. */
export type CaseSearch = z.infer<typeof caseSearch>

export const listCases = contract({
  method: "GET",
  path: "/v1/cases",
  access: ["tracer", "approver"],
  summary: "Cases without any visit, newest first and fifty at a time, searched by what stands in their rows",
  query: caseSearch,
  reply: z.strictObject({
    cases: z.array(caseRecord),
    /** What to ask for as `before` to go on; null at the end. */
    next: z.nullable(z.int()),
  }),
  problems: ["malformed", "not-signed-in"],
})

export const openCase = contract({
  method: "POST",
  path: "/v1/cases",
  access: "tracer",
  summary: "Opens a case; the infectious period follows from the pathogen's profile",
  body: z.strictObject({
    pathogen: z.int(),
    onset: z.nullable(serviceDay),
    tested: serviceDay,
    /** One of the officer's; left out, the officer's first. */
    area: z.exactOptional(z.nullable(area)),
  }),
  reply: caseRecord,
  problems: ["malformed", "not-signed-in", "not-allowed"],
})

export const getCase = contract({
  method: "GET",
  path: "/v1/cases/:id",
  access: ["tracer", "approver"],
  summary: "One case, without its visits",
  reply: caseRecord,
  problems: ["not-signed-in", "not-found"],
})

/** A visit as an officer reads it. */
export const caseVisit = z.strictObject({
  vid: hex(8),
  venue: z.nullable(z.strictObject({ id, names, category: z.int(), position: z.nullable(position) })),
  /** A vehicle's plate as the visitor typed it; null where a code was scanned. */
  plate: z.nullable(z.string()),
  day: serviceDay,
  /** Minutes of the service day. */
  arrival: z.int(),
  departure: z.int(),
  verdict: z.enum(["proven", "unproven"]),
  reason: z.nullable(z.string()),
  infectious: z.boolean(),
  /** The hours for which there is a screen's word; null where the key of the day is there. */
  hours: z.nullable(z.array(z.int())),
  /** Where an officer wrote it down; null for what a phone or a card brought. */
  interview: z.nullable(interviewed),
  /** What stands about this venue and day already, newest first: also what other cases led to. */
  decisions: z.array(standingDecision),
})
/** See `caseVisit`. */
export type CaseVisit = z.infer<typeof caseVisit>

export const readVisits = contract({
  method: "POST",
  path: "/v1/cases/:id/visits",
  access: "tracer",
  summary: "Reads a case's visits: needs a fresh passkey check and a purpose, and is written to the audit log first",
  body: z.strictObject({ purpose: z.enum(["trace", "quality", "correction"]) }),
  reply: z.strictObject({ visits: z.array(caseVisit) }),
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "not-found",
    "step-up-needed",
    "audit-unavailable",
    "too-many-reads",
  ],
})
