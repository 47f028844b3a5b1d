import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { disclosure } from "./retention.ts"
import { hex, nothing, serviceDay, unixSeconds } from "./shapes.ts"

/** A number that may be published; null where it is small, or where it would tell a small one (ADR 0043). */
const published = z.nullable(z.int().check(z.gte(0)))

const byCategory = z.array(z.strictObject({ category: z.int(), count: published }))

/** What the authority tells of its own work in public: counts of whole weeks, and to whom it handed data. No case, no venue, no visit. */
export const transparencyText = z.strictObject({
  v: z.literal(1),
  dep: hex(8),
  t: unixSeconds,
  /** Venues with a reviewed code, by category. */
  venues: byCategory,
  /** The weeks that are over, newest first: the first service day of each, and what was decided in it. */
  weeks: z.array(
    z.strictObject({
      from: serviceDay,
      cases: published,
      warnings: published,
      corrections: published,
      withdrawals: published,
    }),
  ),
  /** Warnings of all these weeks together, by category of venue. */
  warnings: byCategory,
  disclosures: z.array(disclosure),
})
/** See `transparencyText`. */
export type TransparencyText = z.infer<typeof transparencyText>

/** The text as it was signed: "HomeSafe/transparency" ‖ dep ‖ H(text), by the keeper's key. */
export const signedTransparency = z.strictObject({
  text: z.string().check(z.maxLength(1_000_000)),
  key: hex(4),
  sig: hex(64),
})
/** See `signedTransparency`. */
export type SignedTransparency = z.infer<typeof signedTransparency>

export const putTransparency = contract({
  method: "PUT",
  path: "/link/transparency",
  access: "authority-link",
  summary: "The authority's signed counts and register of disclosures; an older one than is there changes nothing",
  body: signedTransparency,
  reply: nothing,
  problems: ["not-allowed", "malformed", "bad-signature", "not-ready"],
})
