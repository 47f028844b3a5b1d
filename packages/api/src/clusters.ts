import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { id, names, nothing, serviceDay, uuid } from "./shapes.ts"

// What an analysis of cases' visits found. The server keeps it in memory alone, for the officer who asked, and for minutes.

/** A place of the report; others point to it by its index. */
const reportPlace = z.strictObject({
  venue: z.nullable(z.strictObject({ id, names, category: z.int() })),
  /** A vehicle's plate; null for every other place. */
  plate: z.nullable(z.string()),
  /** Cases that were there on a day of theirs that counts, and their stays. */
  cases: z.int(),
  stays: z.int(),
})
/** See `reportPlace`. */
export type ReportPlace = z.infer<typeof reportPlace>

/** A case of the report; others point to it by its index. */
const reportCase = z.strictObject({ id, number: z.string(), onset: z.nullable(serviceDay), tested: serviceDay })

const index = z.int().check(z.gte(0))
/** How many distinct cases one place had on one day. */
const dayCount = z.strictObject({ day: serviceDay, cases: z.int() })

/** Days of one place on which it had more cases than is usual there. */
const reportSpell = z.strictObject({
  place: index,
  first: serviceDay,
  last: serviceDay,
  cases: z.array(index),
  expected: z.number(),
  score: z.number(),
  chance: z.number(),
  days: z.array(dayCount),
})

/** Who likely infected a case of the cluster. */
const reportInfection = z.strictObject({
  case: index,
  infector: index,
  place: index,
  day: serviceDay,
  minutes: z.int(),
  serialDays: z.int(),
  score: z.number(),
  ties: z.array(index),
})

const reportCluster = z.strictObject({
  spells: z.array(reportSpell),
  cases: z.array(index),
  first: serviceDay,
  last: serviceDay,
  /** Logarithm of the likelihood ratio of what was seen against what is usual: of its strongest place. */
  score: z.number(),
  /** So many places of the whole analysis would look like its strongest one by chance. */
  chance: z.number(),
  sources: z.array(
    z.strictObject({ place: index, day: serviceDay, exposed: z.array(index), infectious: z.array(index) }),
  ),
  infections: z.array(reportInfection),
})
/** See `reportCluster`. */
export type ReportCluster = z.infer<typeof reportCluster>

/** Venues that cases visited, counted together: by the catalogue's category, or by the last words of their address. */
const venueGroup = z.strictObject({ places: z.int(), cases: z.int(), stays: z.int() })

export const clusterReport = z.strictObject({
  from: serviceDay,
  until: serviceDay,
  pathogen: z.int(),
  visits: z.int(),
  cases: z.array(reportCase),
  places: z.array(reportPlace),
  /** Strongest first, a hundred at most; `found` says how many there are. */
  clusters: z.array(reportCluster),
  found: z.int(),
  chains: z.strictObject({ infections: z.int(), chains: z.int(), longest: z.int() }),
  curve: z.array(z.strictObject({ day: serviceDay, onsets: z.int(), tests: z.int() })),
  /** Seconds. */
  lags: z.array(
    z.strictObject({
      step: z.enum(["onset-test", "test-case", "case-decision", "decision-list", "onset-list"]),
      cases: z.int(),
      median: z.nullable(z.int()),
      p90: z.nullable(z.int()),
    }),
  ),
  categories: z.array(z.strictObject({ category: z.nullable(z.int()), ...venueGroup.shape })),
  districts: z.array(z.strictObject({ district: z.nullable(z.int()), ...venueGroup.shape })),
})
/** See `clusterReport`. */
export type ClusterReport = z.infer<typeof clusterReport>

export const startAnalysis = contract({
  method: "POST",
  path: "/v1/analyses",
  access: "tracer",
  summary:
    "Opens the visits of the window's cases in memory and looks for clusters: needs a fresh passkey check and a purpose, and is written to the audit log first. An officer has one at a time",
  body: z.strictObject({
    /** Cases that fell ill, or were tested where they did not, from this day until that one. */
    from: serviceDay,
    until: serviceDay,
    pathogen: z.int(),
    purpose: z.enum(["trace", "quality", "correction"]),
    /** So many cases at a place within so many days make a cluster. */
    leastCases: z.int().check(z.gte(2), z.lte(50)),
    windowDays: z.int().check(z.gte(1), z.lte(31)),
  }),
  reply: z.strictObject({ id: uuid }),
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "audit-unavailable",
    "too-many-reads",
    "too-large",
  ],
})

export const getAnalysis = contract({
  method: "GET",
  path: "/v1/analyses/:id",
  access: "tracer",
  summary: "How far the officer's own analysis is, or what it found; the server forgets it after minutes",
  reply: z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("running"), percent: z.int() }),
    z.strictObject({ state: z.literal("failed") }),
    z.strictObject({ state: z.literal("done"), report: clusterReport }),
  ]),
  problems: ["not-signed-in", "not-allowed", "not-found"],
})

export const forgetAnalysis = contract({
  method: "DELETE",
  path: "/v1/analyses/:id",
  access: "tracer",
  summary: "Stops the officer's own analysis, or forgets what it found; one that is not there is forgotten already",
  reply: nothing,
  problems: ["not-signed-in", "not-allowed"],
})
