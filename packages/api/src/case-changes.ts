import * as z from "zod/mini"
import { caseRecord, mergeReason, periodReason } from "./cases.ts"
import { contract } from "./contract.ts"
import { serviceDay, uuid } from "./shapes.ts"

export const setPeriod = contract({
  method: "PUT",
  path: "/v1/cases/:id/period",
  access: "tracer",
  summary: "Sets another infectious period than the profile's, with a reason; both stand on the case",
  body: z.strictObject({ from: serviceDay, until: serviceDay, reason: periodReason }),
  reply: caseRecord,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state", "period-not-allowed"],
})

export const listLikelyDuplicates = contract({
  method: "GET",
  path: "/v1/cases/:id/likely-duplicates",
  access: ["tracer", "approver"],
  summary: "Cases of the same disease whose days are near: the newest of them, and whether there are more",
  reply: z.strictObject({ cases: z.array(caseRecord), more: z.boolean() }),
  problems: ["not-signed-in", "not-found"],
})

export const mergeCase = contract({
  method: "POST",
  path: "/v1/cases/:id/merge",
  access: "tracer",
  summary:
    "Merges a case into another for good: its visits, codes, notes and tasks move there and its key is destroyed",
  body: z.strictObject({ into: uuid, reason: mergeReason }),
  reply: caseRecord,
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-found",
    "not-in-this-state",
    "cases-differ",
    "upload-waits",
  ],
})
