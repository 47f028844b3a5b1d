import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { id, nothing, unixSeconds } from "./shapes.ts"

const readPermit = z.strictObject({
  id,
  officer: z.strictObject({ id, name: z.string() }),
  /** How many different cases and decisions the officer has read in the last twenty-four hours. */
  read: z.int(),
  at: unixSeconds,
})
/** An officer who has read as much as one may alone, and asked for more. */
export type ReadPermit = z.infer<typeof readPermit>

export const listReadPermits = contract({
  method: "GET",
  path: "/v1/read-permits",
  access: "officer",
  summary: "Officers who asked to read more than one may alone, the oldest first: who and how many, never what",
  reply: z.strictObject({ permits: z.array(readPermit) }),
  problems: ["not-signed-in"],
})

export const decideReadPermit = contract({
  method: "PUT",
  path: "/v1/read-permits/:id",
  access: "approver",
  summary: "Another officer agrees that somebody reads more for a day, or refuses; nobody decides on their own",
  body: z.strictObject({ granted: z.boolean() }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "step-up-needed", "not-found", "same-officer"],
})
