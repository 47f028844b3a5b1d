import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { hex, nothing, unixSeconds, uuid } from "./shapes.ts"

// What is kept and for how long: purges and their certificates, legal holds, and the register of disclosures.

const whole = z.int().check(z.nonnegative())

/** One entry of the purge ledger (docs/adr/0035). */
export const purgeEntry = z.strictObject({
  seq: whole,
  at: unixSeconds,
  /** A class of the table in packages/domain; "begin" for a ledger's first entry. */
  class: z.string(),
  /** A case's id; null where a class's rows ended by the clock. */
  subject: z.nullable(z.string()),
  count: whole,
  /** What was older than this moment ended, or whose last day was over by then. */
  before: whole,
  /** By which holders of codes know their uploads (Spec §6). */
  purgeIds: z.array(hex(16)),
  /** SHA-256 over the rows as they lay in the database, sealed as they were. */
  destroyed: hex(32),
  prev: hex(32),
  hash: hex(32),
})
/** See `purgeEntry`. */
export type PurgeEntry = z.infer<typeof purgeEntry>

const head = z.strictObject({ seq: whole, hash: hex(32) })

/** What the authority signs of one purge; `homesafe check-purge` checks it. */
export const purgeCertificate = z.strictObject({
  v: z.literal(1),
  dep: hex(8),
  entry: purgeEntry,
  /** The ledger's end when this was signed. */
  head,
  t: unixSeconds,
  key: hex(4),
  sig: hex(64),
})
/** See `purgeCertificate`. */
export type PurgeCertificate = z.infer<typeof purgeCertificate>

export const listPurges = contract({
  method: "GET",
  path: "/v1/retention/purges",
  access: ["approver", "auditor"],
  summary: "A page of what was destroyed, newest first, and the ledger's end",
  query: z.strictObject({ before: z.exactOptional(z.coerce.number().check(z.int(), z.nonnegative())) }),
  reply: z.strictObject({ purges: z.array(purgeEntry), next: z.nullable(whole), head: z.nullable(head) }),
  problems: ["malformed", "not-signed-in"],
})

export const getPurgeCertificate = contract({
  method: "GET",
  path: "/v1/retention/purges/:seq/certificate",
  access: ["approver", "auditor"],
  summary: "A signed certificate of one purge",
  reply: purgeCertificate,
  problems: ["not-signed-in", "not-found"],
})

/** Why a case is held beyond its last day. */
export const holdGround = z.enum(["court-order", "inquest", "complaint", "audit"])
/** Why a hold ends before its day. */
export const releaseGround = z.enum(["over", "mistake"])
/** To what kind of office something was handed over. */
export const recipientKind = z.enum(["court", "police", "health", "oversight", "other"])
/** What can be handed over: classes of a case's data. */
export const disclosedClass = z.enum(["case", "case-visits", "case-notes", "case-calls", "case-codes"])

const line = z.string().check(z.regex(/^[^\n\r]{3,160}$/))
const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))

/** What was handed over to whom: an office and no person, counts and no case. */
export const disclosure = z.strictObject({
  recipient: recipientKind,
  office: line,
  basis: line,
  classes: z.array(disclosedClass).check(z.minLength(1), z.maxLength(5)),
  people: z.int().check(z.gte(1), z.lte(1_000_000)),
  day,
})
/** See `disclosure`. */
export type Disclosure = z.infer<typeof disclosure>

const retentionAct = z.strictObject({
  id: uuid,
  kind: z.enum(["hold", "release", "disclosure"]),
  /** The case that is held. */
  case: z.nullable(z.strictObject({ id: uuid, number: z.string() })),
  ground: z.nullable(z.union([holdGround, releaseGround])),
  reference: z.string(),
  /** The last day of a hold. */
  until: z.nullable(day),
  disclosure: z.nullable(disclosure),
  state: z.enum(["proposed", "agreed", "refused", "taken-back", "released"]),
  /** Whether a hold keeps its case today. */
  isInForce: z.boolean(),
  proposedBy: z.string(),
  proposedAt: unixSeconds,
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(unixSeconds),
  isOwn: z.boolean(),
})
/** A hold, its early end or a disclosure, as officers see it. */
export type RetentionAct = z.infer<typeof retentionAct>

export const listRetentionActs = contract({
  method: "GET",
  path: "/v1/retention/acts",
  access: ["tracer", "approver", "auditor"],
  summary:
    "Legal holds, their early ends and disclosures, those that wait first, at most 100; of one case where it is named",
  query: z.strictObject({ case: z.exactOptional(uuid) }),
  reply: z.strictObject({ acts: z.array(retentionAct) }),
  problems: ["malformed", "not-signed-in"],
})

const ofTwo = ["malformed", "not-signed-in", "not-allowed", "step-up-needed", "not-found", "not-in-this-state"] as const

export const proposeHold = contract({
  method: "PUT",
  path: "/v1/cases/:id/holds/:hold",
  access: "approver",
  summary: "Proposes to keep a case beyond its last day, until a day of at most two years; another officer must agree",
  body: z.strictObject({ ground: holdGround, reference: line, until: day }),
  reply: nothing,
  problems: ofTwo,
})

export const proposeRelease = contract({
  method: "PUT",
  path: "/v1/cases/:id/releases/:release",
  access: "approver",
  summary: "Proposes to end a case's holds before their day; another officer must agree",
  body: z.strictObject({ ground: releaseGround, reference: line }),
  reply: nothing,
  problems: ofTwo,
})

export const proposeDisclosure = contract({
  method: "PUT",
  path: "/v1/retention/disclosures/:id",
  access: "approver",
  summary: "Proposes to enter a handing over of data in the register; another officer must agree",
  body: disclosure,
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "step-up-needed"],
})

export const decideRetentionAct = contract({
  method: "POST",
  path: "/v1/retention/acts/:id/decision",
  access: "approver",
  summary: "Another officer agrees or refuses; who proposed it can only take it back",
  body: z.strictObject({ agreed: z.boolean() }),
  reply: nothing,
  problems: [...ofTwo, "same-officer"],
})

/** What the public may know of disclosures, signed: counts and kinds, oldest first. */
export const disclosureRegister = z.strictObject({
  v: z.literal(1),
  dep: hex(8),
  t: unixSeconds,
  disclosures: z.array(disclosure),
  key: hex(4),
  sig: hex(64),
})
/** See `disclosureRegister`. */
export type DisclosureRegister = z.infer<typeof disclosureRegister>

export const getDisclosureRegister = contract({
  method: "GET",
  path: "/v1/retention/disclosures",
  access: "anyone",
  summary: "The public register of disclosures: to which office, on which basis, what and of how many people; no case",
  reply: disclosureRegister,
  problems: [],
})
