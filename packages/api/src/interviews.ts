import * as z from "zod/mini"
import { interviewSource } from "./agents.ts"
import { caseVisit } from "./cases.ts"
import { contract } from "./contract.ts"
import { id, nothing, serviceDay } from "./shapes.ts"

// What a case without the app, or who forgot to scan, tells an officer (S41). Sealed to the case as an upload's visits are.

const moment = z.strictObject({ day: serviceDay, minute: z.int().check(z.gte(0), z.lte(1440)) })

/** A registered venue, a vehicle by its plate, or a place in words, which nobody can be warned about. */
export const interviewPlace = z.union([
  z.strictObject({ venue: id }),
  z.strictObject({ plate: z.string().check(z.minLength(1), z.maxLength(64)) }),
  z.strictObject({ words: z.string().check(z.minLength(2), z.maxLength(160)) }),
])
/** See `interviewPlace`. */
export type InterviewPlace = z.infer<typeof interviewPlace>

/** One stay, however long: from a minute of a service day until another. */
export const interviewStay = z.strictObject({
  place: interviewPlace,
  from: moment,
  until: moment,
  how: interviewSource,
})
/** See `interviewStay`. */
export type InterviewStay = z.infer<typeof interviewStay>

export const putInterviewVisit = contract({
  method: "PUT",
  path: "/v1/cases/:id/interview-visits/:visit",
  access: "tracer",
  summary:
    "Keeps one stay that a case told of, sealed to the case, unproven; sent again under the same random id it replaces what was kept. Answers it by days",
  body: interviewStay,
  reply: z.strictObject({ visits: z.array(caseVisit) }),
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state", "stay-not-allowed"],
})

export const removeInterviewVisit = contract({
  method: "DELETE",
  path: "/v1/cases/:id/interview-visits/:visit",
  access: "tracer",
  summary: "Removes a stay that was written down wrongly; decisions that it led to stay as they are",
  reply: nothing,
  problems: ["not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})
