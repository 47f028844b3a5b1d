import * as z from "zod/mini"
import { type CaseRecord, caseRecord } from "./cases.ts"
import { contract } from "./contract.ts"
import { area, hex, id, names, nothing, unixSeconds } from "./shapes.ts"

/** Why a case goes to another area. Chosen, not written: a case's row outlives its key. */
export const handOverReason = z.enum(["lives-there", "most-stays-there", "opened-in-error", "too-many-cases"])
/** See `handOverReason`. */
export type HandOverReason = z.infer<typeof handOverReason>

export const offerCase = contract({
  method: "PUT",
  path: "/v1/cases/:id/hand-over",
  access: "tracer",
  summary:
    "Offers a case to another area, with a reason. It stays where it is until another officer accepts; an officer of the whole authority moves it at once",
  body: z.strictObject({ to: z.nullable(area), reason: handOverReason }),
  reply: caseRecord,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})

export const withdrawCaseOffer = contract({
  method: "DELETE",
  path: "/v1/cases/:id/hand-over",
  access: "tracer",
  summary: "Takes the offer of a case back: it stays where it is",
  reply: nothing,
  problems: ["not-signed-in", "not-allowed", "not-found"],
})

const caseOffer = z.strictObject({
  case: z.strictObject({ id, number: z.string(), pathogen: z.int() }),
  from: z.nullable(area),
  to: z.nullable(area),
  reason: handOverReason,
  by: z.strictObject({ id, name: z.string() }),
  at: unixSeconds,
})
/** A case that an area is offered: nothing of it but its number and its disease. */
export type CaseOffer = z.infer<typeof caseOffer>

export const listCaseOffers = contract({
  method: "GET",
  path: "/v1/case-offers",
  access: ["tracer", "approver"],
  summary: "Cases that are offered to the officer's areas or wait to be accepted elsewhere, the oldest offer first",
  reply: z.strictObject({ offers: z.array(caseOffer) }),
  problems: ["not-signed-in"],
})

export const acceptCase = contract({
  method: "POST",
  path: "/v1/case-offers/:id/acceptance",
  access: "tracer",
  summary: "Another officer, of the area that a case is offered to, takes it over, with what is to do for it",
  body: nothing,
  reply: caseRecord,
  problems: ["not-signed-in", "not-allowed", "not-found", "same-officer", "not-in-this-state"],
})

const place = z.strictObject({
  id,
  vid: hex(8),
  names,
  address: z.strictObject({ en: z.string(), hant: z.string() }),
  category: z.int(),
})

export const findPlaces = contract({
  method: "GET",
  path: "/v1/places",
  access: ["tracer", "inspector"],
  summary:
    "Registered places of the whole authority by name, for a stay that a case told of: what hangs at their doors",
  query: z.strictObject({ find: z.string().check(z.minLength(1), z.maxLength(100)) }),
  reply: z.strictObject({ places: z.array(place) }),
  problems: ["malformed", "not-signed-in", "not-allowed"],
})

/** Whether somebody with these areas works where this is; no areas are the whole authority. */
export function isOfAreas(areas: readonly number[], of: CaseRecord["area"]): boolean {
  return areas.length === 0 || (of !== null && areas.includes(of))
}
