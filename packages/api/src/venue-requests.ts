import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { base64url, envelope, hex, id, nothing, serviceDay, unixSeconds } from "./shapes.ts"

// A venue is asked for the key of one day (Spec §6): the officer asks, the operator's browser answers, and the public server relays a box
// that it cannot open.

const requestId = hex(16)
const shortEnvelope = z.strictObject({ ...envelope.shape, bytes: base64url(1_000) })
/** A VenueAnswer's box of 251 bytes; null declines. */
const box = z.nullable(z.string().check(z.regex(/^[A-Za-z0-9_-]{335}$/)))

/** A request as the operator sees it; what it says stands in the signed bytes. */
export const venueRequest = z.strictObject({
  id: requestId,
  venue: id,
  day: serviceDay,
  until: unixSeconds,
  envelope: shortEnvelope,
  state: z.enum(["asked", "answered", "declined"]),
})
/** See `venueRequest`. */
export type VenueRequestRecord = z.infer<typeof venueRequest>

export const listVenueRequests = contract({
  method: "GET",
  path: "/v1/venues/:id/requests",
  access: "operator",
  right: "answer-requests",
  summary: "What the authority asks of a venue, newest first",
  reply: z.strictObject({ requests: z.array(venueRequest) }),
  problems: ["not-signed-in", "not-found", "not-allowed"],
})

export const answerVenueRequest = contract({
  method: "POST",
  path: "/v1/venues/:id/requests/:request/answer",
  access: "operator",
  right: "answer-requests",
  summary: "Answers a request once, with a box that only the authority opens, or declines it",
  body: z.strictObject({ box }),
  reply: venueRequest,
  problems: ["malformed", "not-signed-in", "not-found", "not-allowed", "not-in-this-state", "link-expired"],
})

export const deliverVenueRequest = contract({
  method: "PUT",
  path: "/link/venue-requests/:request",
  access: "authority-link",
  summary: "Asks a venue for one day's key; the same request may be delivered again",
  body: z.strictObject({ venue: id, day: serviceDay, until: unixSeconds, envelope: shortEnvelope }),
  reply: nothing,
  problems: ["not-allowed", "not-found", "malformed"],
})

export const collectVenueAnswers = contract({
  method: "GET",
  path: "/link/venue-answers",
  access: "authority-link",
  summary: "Answers that the authority has not acknowledged yet, at most 50",
  reply: z.strictObject({ answers: z.array(z.strictObject({ id: requestId, box })) }),
  problems: ["not-allowed"],
})

export const acknowledgeVenueAnswer = contract({
  method: "DELETE",
  path: "/link/venue-answers/:request",
  access: "authority-link",
  summary: "The authority has stored what was answered; the box is dropped",
  reply: nothing,
  problems: ["not-allowed"],
})
