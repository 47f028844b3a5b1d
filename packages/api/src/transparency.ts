import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { disclosureRegister } from "./retention.ts"
import { envelope, hex, nothing, serviceDay, unixSeconds } from "./shapes.ts"

// The transparency page: what the authority counts of whole weeks that are over, and what it handed over, signed by the publisher.

/** A count as it is published: "at least so many", a multiple of five. Anything finer does not parse. */
const least = z.int().check(z.gte(0), z.multipleOf(5))
const cells = z
  .array(z.strictObject({ category: z.nullable(z.int().check(z.gte(0), z.lte(127))), least }))
  .check(z.maxLength(129))

/** One whole week's counts; small ones are left out (docs/adr/0043). */
export const weekFigures = z.strictObject({
  /** Its Monday. */
  week: serviceDay,
  /** Venues with codes at the week's end. */
  registered: cells,
  /** Warnings that a list of this week carried first. */
  warnings: cells,
  corrections: least,
  withdrawals: least,
  /** Upload codes given. */
  codes: least,
})
/** See `weekFigures`. */
export type WeekFigures = z.infer<typeof weekFigures>

/** What the publisher signs as VT1/transparency. */
export const transparencyFigures = z.strictObject({
  v: z.literal(1),
  dep: hex(8),
  /** Rises with each file. */
  seq: z.int().check(z.gte(1)),
  t: unixSeconds,
  /** Oldest first. */
  weeks: z.array(weekFigures).check(z.maxLength(53)),
  register: disclosureRegister,
})
/** See `transparencyFigures`. */
export type TransparencyFigures = z.infer<typeof transparencyFigures>

export const putTransparency = contract({
  method: "PUT",
  path: "/link/transparency",
  access: "authority-link",
  summary: "The signed figures of the transparency page; an older file than the one that is there changes nothing",
  body: envelope,
  reply: nothing,
  problems: ["not-allowed", "malformed", "not-ready"],
})

export const getTransparency = contract({
  method: "GET",
  path: "/transparency/data.json",
  access: "anyone",
  summary:
    "What the transparency page says, as data: the signed figures, and the same read; null before the first file",
  reply: z.strictObject({ signed: z.nullable(envelope), figures: z.nullable(transparencyFigures) }),
  problems: [],
})
