import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { venueRole } from "./rights.ts"
import { id, mailAddress, mailLanguage, names, nothing, unixSeconds } from "./shapes.ts"

// The people of a venue. An offer is a place at a venue for one mail address: an invitation, or the hand-over by its owner.

const offerKind = z.enum(["invitation", "hand-over"])
const offer = z.strictObject({ id, mail: z.string(), role: venueRole, kind: offerKind, until: unixSeconds })

export const people = z.strictObject({
  members: z.array(z.strictObject({ id, mail: z.string(), role: venueRole, isYou: z.boolean() })),
  /** Not accepted yet. */
  offers: z.array(offer),
  /** Until then a hand-over can be undone, and people do not change. */
  restsUntil: z.nullable(unixSeconds),
})
/** See `people`. */
export type People = z.infer<typeof people>

const problems = ["malformed", "not-signed-in", "not-found", "not-allowed", "not-yet", "too-many-requests"] as const

export const getPeople = contract({
  method: "GET",
  path: "/v1/venues/:id/people",
  access: "operator",
  right: "people",
  summary: "Who may do what at a venue, and who is invited",
  reply: people,
  problems: ["not-signed-in", "not-found", "not-allowed"],
})

export const invitePerson = contract({
  method: "POST",
  path: "/v1/venues/:id/offers",
  access: "operator",
  right: "people",
  summary: "Invites one mail address to a role, for seven days; the same invitation again is one",
  body: z.strictObject({ mail: mailAddress, role: venueRole, language: mailLanguage }),
  reply: people,
  problems: [...problems, "already-a-member", "too-many-people"],
})

export const handOver = contract({
  method: "POST",
  path: "/v1/venues/:id/hand-over",
  access: "operator",
  right: "hand-over",
  summary: "Offers the owner's own place to one mail address, for seven days",
  body: z.strictObject({ mail: mailAddress, language: mailLanguage }),
  reply: people,
  problems: [...problems, "already-a-member", "too-many-people"],
})

export const withdrawOffer = contract({
  method: "DELETE",
  path: "/v1/venues/:id/offers/:offer",
  access: "operator",
  right: "people",
  summary: "Takes an offer back that nobody has accepted",
  reply: people,
  problems,
})

export const removeMember = contract({
  method: "DELETE",
  path: "/v1/venues/:id/members/:member",
  access: "operator",
  right: "people",
  summary: "Takes a person's place away, at once; a venue keeps at least one owner",
  reply: people,
  problems: [...problems, "last-owner"],
})

export const leaveVenue = contract({
  method: "DELETE",
  path: "/v1/venues/:id/membership",
  access: "operator",
  right: "see",
  summary: "Gives one's own place up; a venue keeps at least one owner",
  reply: nothing,
  problems: [...problems, "last-owner"],
})

export const listOffers = contract({
  method: "GET",
  path: "/v1/offers",
  access: "operator",
  summary: "What is offered to the mail address that is signed in",
  reply: z.strictObject({ offers: z.array(z.strictObject({ ...offer.shape, venue: names, from: z.string() })) }),
  problems: ["not-signed-in"],
})

export const answerOffer = contract({
  method: "POST",
  path: "/v1/offers/:id/answer",
  access: "operator",
  summary: "Accepts or declines an offer, once, as the mail address that it was made to",
  body: z.strictObject({ accept: z.boolean() }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-found", "not-yet", "too-many-people", "too-many-requests"],
})
