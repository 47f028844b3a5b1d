import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { venueRole } from "./rights.ts"
import { base64url, hex, id, names, phoneNumber, serviceDay, unixSeconds } from "./shapes.ts"

/** The header of a code as the protocol has it (Spec §3, CodeHeader). */
export const codeHeader = z.strictObject({
  kind: z.enum(["poster", "event", "staff-entrance", "vehicle"]),
  category: z.int().check(z.gte(0), z.lte(127)),
  hourRows: z.boolean(),
  cell: z.int().check(z.gte(0), z.lte(65535)),
  notBefore: serviceDay,
  notAfter: serviceDay,
  issuerKeyId: hex(4),
})

/** One signed code of an entrance: with K_v, which only the operator's browser has, it makes the QR (Spec §3). */
export const issuedCode = z.strictObject({
  entrance: z.int().check(z.gte(0), z.lte(63)),
  kind: z.enum(["provisional", "reviewed"]),
  header: codeHeader,
  /** The signed names: the venue's, and the entrance's where it has one. */
  names,
  signature: hex(64),
})
/** See `issuedCode`. */
export type IssuedCode = z.infer<typeof issuedCode>

const address = z.strictObject({ en: z.string().check(z.maxLength(200)), hant: z.string().check(z.maxLength(200)) })
const entrance = z.strictObject({ names: z.nullable(names), staffOnly: z.boolean() })

/** What may change while a venue keeps its key: the old posters work until their own end. */
export const venueDetails = z.strictObject({
  names,
  address,
  /** In the order of the codes: doors may be renamed and added, not taken away. */
  entrances: z.array(entrance).check(z.minLength(1), z.maxLength(64)),
})
/** See `venueDetails`. */
export type VenueDetails = z.infer<typeof venueDetails>

/** Types of restaurants, as the directions under Cap. 599F distinguish them. */
export const restaurantType = z.enum(["A", "B", "C", "D"])

/** Degrees (WGS 84): for an officer's map, nothing else. */
export const position = z.strictObject({
  lat: z.number().check(z.gte(-90), z.lte(90)),
  lng: z.number().check(z.gte(-180), z.lte(180)),
})

const kindOfVenue = {
  /** Where it is, if its operator says so. */
  position: z.exactOptional(position),
  /** An event's last service day: its codes hold from notBefore to it and no longer, and come with the review. */
  lastDay: z.exactOptional(serviceDay),
  /** Where the category is a restaurant. */
  restaurantType: z.exactOptional(restaurantType),
  /** A vehicle's registration mark in its one spelling (Spec §14); its category is 0, and its codes come with the review. */
  plate: z.exactOptional(z.string().check(z.regex(/^[\p{Lu}\p{Lo}\p{Nd}]{1,13}$/u))),
}

/** What an operator sends; the commitment speaks for the secret, which stays in the browser. */
export const venueApplication = z.strictObject({
  ...venueDetails.shape,
  /** Category number of the signed catalogue, 1..127; 0 for a vehicle. */
  category: z.int().check(z.gte(0), z.lte(127)),
  /** Business registration or similar; unique per venue. */
  registerNumber: z.string().check(z.minLength(1), z.maxLength(40)),
  /** First service day of the 512-day commitment. */
  notBefore: serviceDay,
  commit: hex(16),
  ...kindOfVenue,
})
/** See `venueApplication`. */
export type VenueApplication = z.infer<typeof venueApplication>

/** submitted → provisional (machine checks passed, 14 days) → reviewed (an officer approved) or refused. */
export const venueState = z.enum(["submitted", "provisional", "reviewed", "refused"])

/** Two officers ended a venue's codes: the first day on which phones no longer take them, and why. */
export const revocation = z.strictObject({ from: serviceDay, reason: z.string().check(z.maxLength(500)) })

export const venue = z.strictObject({
  id,
  /** What the person who asks is at this venue. */
  role: venueRole,
  state: venueState,
  /** A problem code or an officer's words, where the state is refused. */
  reason: z.nullable(z.string()),
  names,
  address,
  category: z.int(),
  registerNumber: z.string(),
  notBefore: serviceDay,
  commit: hex(16),
  ...kindOfVenue,
  entrances: z.array(entrance),
  /** Where an officer may ring; null where none was given, and for staff, who cannot change it. */
  phone: z.nullable(phoneNumber),
  /** Newest last: the last one of an entrance is the one to print, the earlier ones work until their own end. */
  codes: z.array(issuedCode),
  /** When its operator closed it; null while it is open. */
  closedAt: z.nullable(unixSeconds),
  /** A change that waits for an officer, or that one has refused. */
  change: z.nullable(z.strictObject({ ...venueDetails.shape, refusal: z.nullable(z.string()) })),
  revoked: z.nullable(revocation),
})
/** See `venue`. */
export type Venue = z.infer<typeof venue>

export const listVenues = contract({
  method: "GET",
  path: "/v1/venues",
  access: "operator",
  summary: "The venues at which the operator has a role",
  reply: z.strictObject({ venues: z.array(venue) }),
  problems: ["not-signed-in"],
})

export const applyForVenue = contract({
  method: "POST",
  path: "/v1/venues",
  access: "operator",
  summary:
    "Registers a venue; the same application again is the same venue. Machine checks answer within a minute, an officer later",
  // The number is no part of the application: it stays on this server and needs nobody's review.
  body: z.strictObject({ ...venueApplication.shape, phone: z.exactOptional(phoneNumber) }),
  reply: venue,
  problems: [
    "malformed",
    "not-signed-in",
    "name-not-allowed",
    "names-too-long",
    "commitment-known",
    "too-many-requests",
    "too-many-waiting",
  ],
})

export const getVenue = contract({
  method: "GET",
  path: "/v1/venues/:id",
  access: "operator",
  right: "see",
  summary: "One venue with its state and codes",
  reply: venue,
  problems: ["not-signed-in", "not-found"],
})

export const proposeChange = contract({
  method: "PUT",
  path: "/v1/venues/:id/change",
  access: "operator",
  right: "change",
  summary:
    "Asks for other names, another address or more entrances; an officer reviews them, and the codes in use go on working",
  body: venueDetails,
  reply: venue,
  problems: [
    "malformed",
    "not-signed-in",
    "not-found",
    "not-allowed",
    "not-in-this-state",
    "name-not-allowed",
    "too-many-requests",
  ],
})

export const setVenuePhone = contract({
  method: "PUT",
  path: "/v1/venues/:id/phone",
  access: "operator",
  right: "change",
  summary: "Sets or removes the number at which an officer may ring the venue before a warning; no review",
  body: z.strictObject({ phone: z.nullable(phoneNumber) }),
  reply: venue,
  problems: ["malformed", "not-signed-in", "not-found", "not-allowed", "too-many-requests"],
})

export const closeVenue = contract({
  method: "PUT",
  path: "/v1/venues/:id/closure",
  access: "operator",
  right: "close",
  summary: "Closes a venue, or opens it again within seven days; a closed venue's codes are offered no more",
  body: z.strictObject({ closed: z.boolean() }),
  reply: venue,
  problems: [
    "malformed",
    "not-signed-in",
    "not-found",
    "not-allowed",
    "not-yet",
    "not-in-this-state",
    "too-many-requests",
  ],
})

/** Fonts cut down to the characters of public names and printed words; the code and its secret never come here. */
export const makePosterFonts = contract({
  method: "POST",
  path: "/v1/poster-fonts",
  access: "operator",
  summary: "Four font subsets (base64url TrueType) for a poster's public words",
  body: z.strictObject({ text: z.string().check(z.maxLength(4000)) }),
  reply: z.strictObject({
    hkRegular: base64url(4_000_000),
    hkBold: base64url(4_000_000),
    scRegular: base64url(4_000_000),
    scBold: base64url(4_000_000),
  }),
  problems: ["malformed", "not-signed-in", "too-many-requests"],
})
