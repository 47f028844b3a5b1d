import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { envelope, hex, id, names, nothing, serviceDay, unixSeconds } from "./shapes.ts"
import { restaurantType, venueDetails, venueState } from "./venues.ts"

/** A venue as officers see it; there is nothing about visitors to see. */
export const registeredVenueRecord = z.strictObject({
  id,
  vid: hex(8),
  state: venueState,
  reason: z.nullable(z.string()),
  names,
  address: z.strictObject({ en: z.string(), hant: z.string() }),
  category: z.int(),
  registerNumber: z.string(),
  entrances: z.int(),
  notBefore: serviceDay,
  notAfter: z.nullable(serviceDay),
  appliedAt: unixSeconds,
  /** Names of other venues that look the same. */
  lookAlikes: z.array(z.string()),
  /** A day on which a screen of this venue gave nodes that are not the venue's; null when none was found. */
  otherNodesOn: z.nullable(serviceDay),
  /** The first day on which its codes are no longer accepted, once two officers have decided so. */
  revokedFrom: z.nullable(serviceDay),
  closedAt: z.nullable(unixSeconds),
  /** When an owner was last exchanged for another. */
  ownerChangedAt: z.nullable(unixSeconds),
  /** An event's last day. */
  lastDay: z.nullable(serviceDay),
  restaurantType: z.nullable(restaurantType),
  /** A vehicle's registration mark. */
  plate: z.nullable(z.string()),
  /** Names, address or doors that the operator asks for instead. */
  change: z.nullable(z.strictObject({ ...venueDetails.shape, number: z.int() })),
})
/** See `registeredVenueRecord`. */
export type RegisteredVenueRecord = z.infer<typeof registeredVenueRecord>

export const listRegisteredVenues = contract({
  method: "GET",
  path: "/v1/venues",
  access: ["tracer", "approver", "inspector"],
  summary: "Venues, those that wait for review first; 50 a page",
  query: z.object({
    state: z.optional(venueState),
    find: z.optional(z.string().check(z.maxLength(100))),
    page: z.optional(z.coerce.number()),
  }),
  reply: z.strictObject({ venues: z.array(registeredVenueRecord), waiting: z.int(), total: z.int() }),
  problems: ["not-signed-in", "malformed"],
})

export const getRegisteredVenue = contract({
  method: "GET",
  path: "/v1/venues/:id",
  access: ["tracer", "approver", "inspector"],
  summary: "One venue",
  reply: registeredVenueRecord,
  problems: ["not-signed-in", "not-found"],
})

export const approveVenue = contract({
  method: "POST",
  path: "/v1/venues/:id/approval",
  access: "approver",
  summary: "Signs the venue's reviewed codes",
  body: nothing,
  reply: registeredVenueRecord,
  problems: ["not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})

export const refuseVenue = contract({
  method: "POST",
  path: "/v1/venues/:id/refusal",
  access: "approver",
  summary: "Refuses a venue, with words for its operator",
  body: z.strictObject({ reason: z.string().check(z.minLength(3), z.maxLength(500)) }),
  reply: registeredVenueRecord,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})

const changeReview = {
  access: "approver",
  reply: registeredVenueRecord,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state", "content-changed"],
} as const

export const approveChange = contract({
  ...changeReview,
  method: "POST",
  path: "/v1/venues/:id/change/approval",
  summary: "Signs codes with the venue's new names over its commitment, in the days of the old ones",
  body: z.strictObject({ number: z.int() }),
})

export const refuseChange = contract({
  ...changeReview,
  method: "POST",
  path: "/v1/venues/:id/change/refusal",
  summary: "Refuses a change, with words for the operator; the venue stays as it is",
  body: z.strictObject({ number: z.int(), reason: z.string().check(z.minLength(3), z.maxLength(500)) }),
})

/** What the console must know of its deployment. */
export const consoleDeployment = z.strictObject({
  dep: hex(8),
  authority: names,
  hotline: z.string(),
  timeZone: z.string(),
  offset: z.int(),
  demonstration: z.boolean(),
  /** True in a drill: a system of its own, whose keys nobody else believes. */
  drill: z.boolean(),
  publicOrigin: z.string(),
  /** Whether officers may sign in at the authority's identity provider. */
  hasOidc: z.boolean(),
  catalogue: envelope,
  trust: envelope,
})

export const getConsoleDeployment = contract({
  method: "GET",
  path: "/v1/deployment",
  access: "anyone",
  summary: "The deployment's names, time zone and catalogue",
  reply: consoleDeployment,
  problems: ["not-ready"],
})

export const getToday = contract({
  method: "GET",
  path: "/v1/today",
  access: "officer",
  summary: "What is late and what waits: counts only",
  reply: z.strictObject({
    now: unixSeconds,
    nextList: unixSeconds,
    lastList: z.nullable(z.strictObject({ seq: z.int(), at: unixSeconds })),
    publishingProblem: z.nullable(z.string()),
    /** Canary phones: how many there are, how many found the newest list, and whether one of them should have by now. Null where none is set up. */
    canaries: z.nullable(z.strictObject({ all: z.int(), found: z.int(), isLate: z.boolean() })),
    openerSealed: z.boolean(),
    /** What is wrong with the audit log, counted. */
    auditFaults: z.int(),
    /** Administrators for whom whoever holds the server made a link in the last week. */
    recoveredByMachine: z.array(z.strictObject({ name: z.string(), at: unixSeconds })),
    venuesWaiting: z.int(),
    inspectionsOpen: z.int(),
    accountRequestsWaiting: z.int(),
    uploadsWaiting: z.int(),
    casesOpen: z.int(),
    decisionsToApprove: z.int(),
    changesToApprove: z.int(),
    decisionsPublished: z.int(),
    objectionsOpen: z.int(),
    /** Upload codes that wait for another officer, and how many of them because one officer gave many. */
    codesWaiting: z.int(),
    codesBeyondLimit: z.int(),
    /** Telephone calls that are due, of the asking officer and of nobody. */
    callsDue: z.int(),
  }),
  problems: ["not-signed-in"],
})
