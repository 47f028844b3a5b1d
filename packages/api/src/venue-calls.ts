import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { decision } from "./decision-record.ts"
import { phoneNumber, unixSeconds } from "./shapes.ts"

// An officer tells a venue by telephone. Kept is that somebody called and whether anybody answered, and no word of what was said.

/** Who answers for a venue in the portal. */
const people = z.array(z.strictObject({ role: z.enum(["owner", "manager"]), mail: z.string() }))

export const readVenueContact = contract({
  method: "POST",
  path: "/v1/decisions/:id/venue-contact",
  access: ["tracer", "approver"],
  summary:
    "Whom to ring about an approved decision: asked of the public server each time, noted in the log first, and not kept",
  body: z.strictObject({}),
  reply: z.strictObject({
    registerNumber: z.string(),
    address: z.strictObject({ en: z.string(), hant: z.string() }),
    phone: z.nullable(phoneNumber),
    people,
  }),
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state", "not-ready"],
})

export const noteVenueCall = contract({
  method: "POST",
  path: "/v1/decisions/:id/venue-calls",
  access: ["tracer", "approver"],
  summary: "Notes that an officer rang the venue of an approved decision, and when to try again",
  body: z.strictObject({ outcome: z.enum(["reached", "not-reached"]), nextAt: z.nullable(unixSeconds) }),
  reply: decision,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})

export const findVenueContacts = contract({
  method: "GET",
  path: "/link/venues/:id/people",
  access: "authority-link",
  summary: "A venue's telephone number, its owner and its managers, for an officer who rings about a warning",
  reply: z.strictObject({ phone: z.nullable(phoneNumber), people }),
  problems: ["not-allowed", "not-found"],
})
