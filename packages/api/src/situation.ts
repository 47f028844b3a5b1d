import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { serviceDay, unixSeconds } from "./shapes.ts"

const count = z.int().check(z.gte(0))

/** One page for those who decide: counts of the last days, never a visit, a place or a person. */
export const situation = z.strictObject({
  now: unixSeconds,
  from: serviceDay,
  until: serviceDay,
  /** By disease (catalogue number), the most frequent first. */
  cases: z.array(z.strictObject({ pathogen: z.int(), opened: count })),
  codes: z.strictObject({ given: count, used: count }),
  uploads: z.strictObject({ opened: count, quarantined: count, waiting: count }),
  stays: z.strictObject({ proven: count, unproven: count }),
  /** Of the decisions that were approved in these days: warnings, corrections, withdrawals; how many venues, and how many named in public. */
  decisions: z.strictObject({ exposure: count, correction: count, withdrawal: count, venues: count, named: count }),
  waiting: z.strictObject({ decisions: count, objections: count, tasks: count, calls: count }),
  calls: z.strictObject({ reached: count, notReached: count }),
  lists: count,
  /** Half of the time it took, in seconds, from a case's opening to the approval of a warning from it, and from there to the list; null without any. */
  median: z.strictObject({ caseToDecision: z.nullable(count), decisionToList: z.nullable(count) }),
})
/** See `situation`. */
export type Situation = z.infer<typeof situation>

export const getSituation = contract({
  method: "GET",
  path: "/v1/situation",
  access: ["tracer", "approver", "policy", "auditor"],
  summary: "The situation of the last days in counts, to be read and printed",
  query: z.strictObject({ days: z.coerce.number().check(z.gte(1), z.lte(92)) }),
  reply: situation,
  problems: ["malformed", "not-signed-in"],
})
