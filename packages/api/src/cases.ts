import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { hex, id, names, serviceDay, unixSeconds } from "./shapes.ts"

export const caseRecord = z.strictObject({
  id,
  /** The case's number as people say it, e.g. C-0412. */
  number: z.string(),
  /** Pathogen number of the catalogue. */
  pathogen: z.int(),
  onset: z.nullable(serviceDay),
  /** Day of the positive specimen. */
  tested: serviceDay,
  infectiousFrom: serviceDay,
  infectiousUntil: serviceDay,
  openedAt: unixSeconds,
  openedBy: z.string(),
  upload: z.enum([
    "none",
    "code-given",
    "code-expired",
    "code-withdrawn",
    "waiting-for-opener",
    "opened",
    "quarantined",
  ]),
  uploadReason: z.nullable(z.string()),
  visits: z.nullable(z.strictObject({ proven: z.int(), unproven: z.int() })),
  keptUntil: z.string(),
})
/** See `caseRecord`. */
export type CaseRecord = z.infer<typeof caseRecord>

export const listCases = contract({
  method: "GET",
  path: "/v1/cases",
  access: "officer",
  summary: "Cases, newest first, without any visit",
  reply: z.strictObject({ cases: z.array(caseRecord) }),
  problems: ["not-signed-in"],
})

export const openCase = contract({
  method: "POST",
  path: "/v1/cases",
  access: "tracer",
  summary: "Opens a case; the infectious period follows from the pathogen's profile",
  body: z.strictObject({ pathogen: z.int(), onset: z.nullable(serviceDay), tested: serviceDay }),
  reply: caseRecord,
  problems: ["malformed", "not-signed-in", "not-allowed"],
})

export const getCase = contract({
  method: "GET",
  path: "/v1/cases/:id",
  access: "officer",
  summary: "One case, without its visits",
  reply: caseRecord,
  problems: ["not-signed-in", "not-found"],
})

/** A visit as an officer reads it. */
export const caseVisit = z.strictObject({
  vid: hex(8),
  venue: z.nullable(z.strictObject({ id, names, category: z.int() })),
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
  /** A decision already made for this venue and day, if any. */
  decision: z.nullable(hex(16)),
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
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "step-up-needed", "audit-unavailable"],
})
