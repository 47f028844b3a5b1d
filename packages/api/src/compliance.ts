import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { doorFinding } from "./door-inspections.ts"
import { nothing, serviceDay } from "./shapes.ts"

// What a venue can show that it did: its own checks and inspectors' findings, by day. Nothing in it is about a visitor, or says who checked.

/** The poster hangs and reads well; a photo of it was read by the portal; staff know the rule; the rule in force was read. */
export const ownCheck = z.enum(["displayed", "tested", "staff-told", "rule-read"])
/** See `ownCheck`. */
export type OwnCheck = z.infer<typeof ownCheck>

const entrance = z.nullable(z.int().check(z.gte(0), z.lte(63)))

const diligence = z.strictObject({
  checks: z.array(z.strictObject({ kind: ownCheck, entrance, day: serviceDay })),
  inspections: z.array(z.strictObject({ finding: doorFinding, entrance, day: serviceDay })),
})
/** Both newest first. */
export type Diligence = z.infer<typeof diligence>

export const getDiligence = contract({
  method: "GET",
  path: "/v1/venues/:id/diligence",
  access: "operator",
  right: "see",
  summary: "A venue's own checks and inspectors' findings of the last 400 days, newest first",
  reply: diligence,
  problems: ["not-signed-in", "not-found"],
})

export const noteCheck = contract({
  method: "POST",
  path: "/v1/venues/:id/checks",
  access: "operator",
  right: "see",
  summary:
    "Notes a check of today; noted again on the same day, it is one. `displayed` and `tested` are of one entrance",
  body: z.strictObject({ kind: ownCheck, entrance }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-found"],
})
