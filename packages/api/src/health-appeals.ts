import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { colourReason, healthColour } from "./health-codes.ts"
import { declarationKind } from "./health-facts.ts"
import { calendarDate } from "./health-registration.ts"
import { hex, id, names, nothing, unixSeconds, uuid } from "./shapes.ts"

const text = z.string().check(z.minLength(1), z.maxLength(2_000))
const outcome = z.enum(["stands", "set-aside"])

const appeal = z.strictObject({
  id: uuid,
  madeAt: unixSeconds,
  colour: healthColour,
  text: z.string(),
  answer: z.nullable(z.strictObject({ at: unixSeconds, outcome, text: z.string() })),
})
/** An appeal as its own person sees it. */
export type HealthAppeal = z.infer<typeof appeal>

export const makeHealthAppeal = contract({
  method: "PUT",
  path: "/health-code/v1/appeals/:id",
  access: "resident",
  summary: "Appeals against one's present colour; one appeal at a time, and the same id again changes nothing",
  body: z.strictObject({ text }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-in-this-state"],
})

export const listHealthAppeals = contract({
  method: "GET",
  path: "/health-code/v1/appeals",
  access: "resident",
  summary: "One's own appeals with their answers, the newest first",
  reply: z.strictObject({ appeals: z.array(appeal) }),
  problems: ["not-signed-in"],
})

const waitingAppeal = z.strictObject({
  id,
  madeAt: unixSeconds,
  claimedBy: z.nullable(z.string()),
  isMine: z.boolean(),
})
/** An appeal that waits, without a word of what it says. */
export type WaitingAppeal = z.infer<typeof waitingAppeal>

export const listWaitingAppeals = contract({
  method: "GET",
  path: "/health-code/v1/officer/appeals",
  access: "health-appeals",
  summary: "How many appeals wait, and the oldest fifty",
  reply: z.strictObject({ waiting: z.int(), oldest: z.array(waitingAppeal) }),
  problems: ["not-signed-in", "not-allowed"],
})

export const claimHealthAppeal = contract({
  method: "POST",
  path: "/health-code/v1/officer/appeals/claim",
  access: "health-appeals",
  summary: "Takes the oldest appeal that nobody looks at; one's own open one first",
  body: nothing,
  reply: z.strictObject({ id: z.nullable(id) }),
  problems: ["not-signed-in", "not-allowed"],
})

export const readHealthAppeal = contract({
  method: "POST",
  path: "/health-code/v1/officer/appeals/:id/read",
  access: "health-appeals",
  summary: "Shows a claimed appeal and what the colour rests on, without the person's name; written to the log first",
  body: nothing,
  reply: z.strictObject({
    text: z.string(),
    madeAt: unixSeconds,
    colour: healthColour,
    reasons: z.array(colourReason),
    declarations: z.array(z.strictObject({ id: uuid, kind: declarationKind, on: calendarDate, setAside: z.boolean() })),
    /** How many times the person has shared visits, of which nothing is shown here. */
    shares: z.int(),
  }),
  problems: ["not-signed-in", "not-allowed", "not-found", "not-in-this-state", "audit-unavailable"],
})

export const readSharedVisits = contract({
  method: "POST",
  path: "/health-code/v1/officer/appeals/:id/shares",
  access: "health-appeals",
  summary:
    "Opens the visits that the person shared, for a purpose that is written to the log first; after a fresh passkey check",
  body: z.strictObject({ purpose: z.string().check(z.minLength(1), z.maxLength(200)) }),
  reply: z.strictObject({
    shares: z.array(
      z.strictObject({
        id: hex(16),
        sharedAt: unixSeconds,
        visits: z.array(z.strictObject({ names, category: z.int(), from: unixSeconds, until: unixSeconds })),
      }),
    ),
  }),
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-found",
    "not-in-this-state",
    "audit-unavailable",
  ],
})

export const answerHealthAppeal = contract({
  method: "POST",
  path: "/health-code/v1/officer/appeals/:id/answer",
  access: "health-appeals",
  summary: "Answers a claimed appeal: the colour stands, or these declarations do not count any more",
  body: z.strictObject({ outcome, setAside: z.array(uuid).check(z.maxLength(50)), text }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})
