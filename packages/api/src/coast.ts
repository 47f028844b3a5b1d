import * as z from "zod/mini"
import { contract } from "./contract.ts"

const degrees = z.coerce.number()

/** A rectangle of the earth, in degrees. */
export const box = z.strictObject({
  west: degrees.check(z.gte(-180), z.lte(180)),
  south: degrees.check(z.gte(-90), z.lte(90)),
  east: degrees.check(z.gte(-180), z.lte(180)),
  north: degrees.check(z.gte(-90), z.lte(90)),
})
/** See `box`. */
export type Box = z.infer<typeof box>

export const getCoast = contract({
  method: "GET",
  path: "/v1/coast",
  access: ["tracer", "approver"],
  summary:
    "The land within a rectangle, for maps: rings of longitude and latitude, from public-domain data in this server",
  query: box,
  reply: z.strictObject({ rings: z.array(z.array(z.tuple([z.number(), z.number()]))) }),
  problems: ["malformed", "not-signed-in"],
})
