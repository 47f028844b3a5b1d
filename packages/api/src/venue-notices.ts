import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { hex, id, nothing, serviceDay, unixSeconds } from "./shapes.ts"

// A venue is told, before the list goes out and privately, that its visitors will be warned, and may object. Nothing is said of a case.

const noticeId = hex(16)
const told = {
  venue: id,
  day: serviceDay,
  /** 5-minute units of the service day; empty where a warning is taken back. */
  windows: z.array(z.tuple([z.int(), z.int()])).check(z.maxLength(300)),
  kind: z.enum(["exposure", "correction", "withdrawal"]),
  /** True where the place stands on the public board too. */
  isNamed: z.boolean(),
  /** When the list that says so goes out. */
  listAt: unixSeconds,
  /** The notice that this one takes the place of. */
  supersedes: z.nullable(noticeId),
}
/** An operator's words; so long that they can be read at once. */
const words = z.string().check(z.minLength(3), z.maxLength(1_000))

export const venueNotice = z.strictObject({
  id: noticeId,
  ...told,
  objection: z.nullable(z.strictObject({ text: z.string(), at: unixSeconds, answer: z.nullable(z.string()) })),
})
/** What a venue is told of a decision. */
export type VenueNotice = z.infer<typeof venueNotice>

export const listVenueNotices = contract({
  method: "GET",
  path: "/v1/venues/:id/notices",
  access: "operator",
  right: "answer-requests",
  summary: "What a venue was told of warnings about it, newest first",
  reply: z.strictObject({ notices: z.array(venueNotice) }),
  problems: ["not-signed-in", "not-allowed", "not-found"],
})

export const objectToNotice = contract({
  method: "POST",
  path: "/v1/venues/:id/notices/:notice/objection",
  access: "operator",
  right: "answer-requests",
  summary:
    "Says, once, why a warning is wrong; officers read it and answer. The warning stands until two of them take it back",
  body: z.strictObject({ text: words }),
  reply: venueNotice,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})

export const deliverVenueNotice = contract({
  method: "PUT",
  path: "/link/venue-notices/:notice",
  access: "authority-link",
  summary: "Tells a venue of a warning, or answers its objection; delivered again, it is one",
  body: z.strictObject({ ...told, answer: z.nullable(words) }),
  reply: nothing,
  problems: ["not-allowed", "not-found", "malformed"],
})

export const collectObjections = contract({
  method: "GET",
  path: "/link/objections",
  access: "authority-link",
  summary: "Objections that the authority has not acknowledged yet, at most 50",
  reply: z.strictObject({ objections: z.array(z.strictObject({ id: noticeId, text: words, at: unixSeconds })) }),
  problems: ["not-allowed"],
})

export const acknowledgeObjection = contract({
  method: "DELETE",
  path: "/link/objections/:notice",
  access: "authority-link",
  summary: "The authority has stored an objection durably",
  reply: nothing,
  problems: ["not-allowed"],
})

export const answerObjection = contract({
  method: "POST",
  path: "/v1/decisions/:id/objection-answer",
  access: ["tracer", "approver"],
  summary: "Answers a venue's objection, once; the venue reads it in the portal",
  body: z.strictObject({ text: words }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-found", "not-in-this-state"],
})
