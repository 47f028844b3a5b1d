import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { registeredVenueRecord } from "./review.ts"
import { hex, id, names, nothing, serviceDay, unixSeconds } from "./shapes.ts"
import { issuedCode } from "./venues.ts"

// An inspector at a door: what hangs there, and, where a venue cannot answer, one day's key from its poster (Spec §6). A venue's own key
// stays in the inspector's browser.

/** What hangs at a door: the right poster, none, an older one, another place's, one that phones cannot read, or a code that is not ours. */
export const doorFinding = z.enum(["displayed", "missing", "older", "other-place", "unreadable", "strange-code"])
/** See `doorFinding`. */
export type DoorFinding = z.infer<typeof doorFinding>

/** A place among the venue's entrances; null when the visit was to the whole venue. */
const entrance = z.nullable(z.int().check(z.gte(0), z.lte(63)))
const seen = { venue: id, entrance, finding: doorFinding }

export const getVenueAtDoor = contract({
  method: "GET",
  path: "/v1/door",
  access: "inspector",
  summary:
    "A venue before an inspector's eyes, by its poster's commitment or by its id: its doors, its codes, and the days whose key is wanted",
  query: z.strictObject({ commit: z.exactOptional(hex(16)), venue: z.exactOptional(id) }),
  reply: z.strictObject({
    venue: registeredVenueRecord,
    entrances: z.array(z.nullable(names)),
    codes: z.array(issuedCode),
    wanted: z.array(z.strictObject({ request: hex(16), day: serviceDay })),
  }),
  problems: ["malformed", "not-signed-in", "not-found"],
})

export const noteDoor = contract({
  method: "PUT",
  path: "/v1/door-inspections/:id",
  access: "inspector",
  summary:
    "Notes what hangs at a door; sent again under the same random id, it is one visit. The venue is told the finding, not the note",
  body: z.strictObject({ ...seen, note: z.string().check(z.maxLength(500)) }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-found"],
})

const doorInspection = z.strictObject({
  id,
  ...seen,
  names,
  entranceNames: z.nullable(names),
  note: z.string(),
  at: unixSeconds,
  officer: z.string(),
})
/** A visit to a door, as officers see it. */
export type DoorInspection = z.infer<typeof doorInspection>

export const listDoorInspections = contract({
  method: "GET",
  path: "/v1/door-inspections",
  access: ["inspector", "approver"],
  summary: "Doors that were visited, newest first; 20 a page",
  query: z.strictObject({ page: z.exactOptional(z.coerce.number().check(z.gte(0))) }),
  reply: z.strictObject({ inspections: z.array(doorInspection), total: z.int() }),
  problems: ["not-signed-in"],
})

export const answerAtDoor = contract({
  method: "POST",
  path: "/v1/venue-requests/:request/door-answer",
  access: "inspector",
  summary:
    "Answers a request in the venue's place, with the day's key that an inspector's browser made from the poster",
  body: z.strictObject({ box: z.string().check(z.regex(/^[A-Za-z0-9_-]{335}$/)) }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "step-up-needed", "not-found", "not-in-this-state", "opener-sealed"],
})

export const deliverDoorInspection = contract({
  method: "PUT",
  path: "/link/door-inspections/:id",
  access: "authority-link",
  summary: "Tells a venue what an inspector found at its door; delivered again, it is one visit",
  body: z.strictObject({ ...seen, day: serviceDay }),
  reply: nothing,
  problems: ["not-allowed", "not-found", "malformed"],
})
