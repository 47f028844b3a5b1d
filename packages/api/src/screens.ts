import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { hex, id, serviceDay } from "./shapes.ts"

// Screens at a venue's doors (Spec §4, §13). A screen's keys are made on it; the issuer grants the public one, and K_v is never sent.

/** asked → granted (the issuer signed) or refused. */
export const screenState = z.enum(["asked", "granted", "refused"])
const entrance = z.int().check(z.gte(0), z.lte(63))
/** A KioskGrant's bytes: at least one byte of names, at most 160. */
const grant = z.string().check(z.regex(/^(?:[0-9a-f]{2}){118,277}$/))

export const screen = z.strictObject({
  id,
  entrance,
  kioskKey: hex(32),
  state: screenState,
  /** A problem code, where the state is refused. */
  reason: z.nullable(z.string()),
  /** The issuer's word for the screen's key; it is public, every code of the screen carries it. */
  grant: z.nullable(grant),
  /** The day on which its operator removed it: it is given no more keys. Those that it has last for six more days at most. */
  removedOn: z.nullable(serviceDay),
})
/** See `screen`. */
export type Screen = z.infer<typeof screen>

export const listScreens = contract({
  method: "GET",
  path: "/v1/venues/:id/screens",
  access: "operator",
  right: "start-shift",
  summary: "The venue's screens with their grants",
  reply: z.strictObject({ screens: z.array(screen) }),
  problems: ["not-signed-in", "not-found", "not-allowed"],
})

export const registerScreen = contract({
  method: "POST",
  path: "/v1/venues/:id/screens",
  access: "operator",
  right: "start-shift",
  summary:
    "Asks the issuer to grant a screen's key at an entrance of a reviewed venue; asked again, it is the same screen",
  body: z.strictObject({ kioskKey: hex(32), entrance }),
  reply: screen,
  problems: [
    "malformed",
    "not-signed-in",
    "not-found",
    "not-allowed",
    "not-in-this-state",
    "screen-known",
    "too-many-screens",
    "too-many-requests",
  ],
})

export const removeScreen = contract({
  method: "DELETE",
  path: "/v1/venues/:id/screens/:screen",
  access: "operator",
  right: "change",
  summary: "Gives a screen up: its key is never granted or given day keys again",
  reply: screen,
  problems: ["not-signed-in", "not-allowed", "not-found", "too-many-requests"],
})

/** A screen as the authority collects it. */
export const pendingScreen = z.strictObject({ id, venue: id, entrance, kioskKey: hex(32) })
/** See `pendingScreen`. */
export type PendingScreen = z.infer<typeof pendingScreen>

/** The authority's answer. */
export const screenVerdict = z.strictObject({
  state: z.enum(["granted", "refused"]),
  reason: z.nullable(z.string().check(z.maxLength(40))),
  grant: z.nullable(grant),
})
/** See `screenVerdict`. */
export type ScreenVerdict = z.infer<typeof screenVerdict>
