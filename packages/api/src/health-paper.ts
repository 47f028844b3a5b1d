import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { paperCode } from "./health-codes.ts"
import { calendarDate, documentNumber, healthProfile } from "./health-registration.ts"
import { id, nothing, unixSeconds } from "./shapes.ts"

export const typeHealthRegistration = contract({
  method: "POST",
  path: "/health-code/v1/officer/people",
  access: "health-reviewer",
  summary:
    "Types the registration of somebody without a phone, who is there with the document; another officer decides",
  body: z.strictObject({ profile: healthProfile }),
  reply: z.strictObject({ id }),
  problems: ["malformed", "not-signed-in", "not-allowed"],
})

const foundPerson = z.strictObject({
  id,
  holder: z.strictObject({ initials: z.string(), suffix: z.string() }),
  papers: z.array(z.strictObject({ number: z.int(), until: unixSeconds, revoked: z.boolean() })),
})
/** Somebody found by their document, as far as a code on paper needs it. */
export type FoundPerson = z.infer<typeof foundPerson>

export const findByDocument = contract({
  method: "POST",
  path: "/health-code/v1/officer/people/find",
  access: "health-reviewer",
  summary: "Finds the accepted account of somebody who is there with the document; written to the log first",
  body: z.strictObject({ documentNumber, born: calendarDate }),
  reply: z.strictObject({ person: z.nullable(foundPerson) }),
  problems: ["malformed", "not-signed-in", "not-allowed", "audit-unavailable"],
})

export const printHealthCode = contract({
  method: "POST",
  path: "/health-code/v1/officer/people/:id/papers",
  access: "health-reviewer",
  summary: "Signs a code for paper, for one to seven days, under a number by which it can be revoked",
  body: z.strictObject({ days: z.int().check(z.gte(1), z.lte(7)) }),
  reply: paperCode,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "audit-unavailable"],
})

export const revokePaper = contract({
  method: "DELETE",
  path: "/health-code/v1/officer/papers/:number",
  access: "health-reviewer",
  summary: "Revokes a code on paper before its time",
  reply: nothing,
  problems: ["not-signed-in", "not-allowed", "not-found"],
})
