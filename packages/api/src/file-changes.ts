import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { base64url, hex, id, names, serviceDay, unixSeconds } from "./shapes.ts"

// Changes of public files (Spec §9, ADR 0006): one officer proposes and signs, another signs the same bytes, the next list carries them.

const text = z.string().check(z.minLength(1), z.maxLength(800))
const texts = z.strictObject({ en: text, hant: text, hans: text })
const reason = z.string().check(z.minLength(3), z.maxLength(500))

/** A rule as it is proposed; the protocol's own reader has the last word on it. */
export const newRule = z.strictObject({
  categories: z.array(z.int()).check(z.minLength(1), z.maxLength(128)),
  rule: z.enum(["voluntary", "scan-or-form", "scan"]),
  from: serviceDay,
  until: serviceDay,
  by: texts,
  reason: texts,
  exempt: z
    .array(z.enum(["under-12", "65-and-over", "disability", "student", "shelter-user", "emergency"]))
    .check(z.maxLength(6)),
  alternative: z.enum(["form", "staff", "none"]),
  shortStay: z.int(),
  penalty: z.nullable(z.strictObject({ unit: z.enum(["closure-days", "fine-hkd"]), least: z.int(), most: z.int() })),
})

/** What was proposed, for lists; what counts stands in the bytes. */
const whatChanges = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("revoke"), venue: z.strictObject({ id, names }), from: serviceDay }),
  z.strictObject({ kind: z.literal("restore"), venue: z.strictObject({ id, names }) }),
  z.strictObject({ kind: z.literal("rule"), rule: newRule }),
  /** Keys of health documents' issuers, and single documents that no longer count. */
  z.strictObject({
    kind: z.literal("issuers"),
    added: z.int(),
    removed: z.int(),
    revoked: z.int(),
    restored: z.int(),
  }),
])
const officerName = z.strictObject({ id, name: z.string(), at: unixSeconds })

export const fileChangeState = z.enum(["proposed", "approved", "published", "refused", "withdrawn"])

/** One change of a public file. */
export const fileChangeRecord = z.strictObject({
  id: hex(16),
  file: z.enum(["revoked", "policy", "issuers"]),
  seq: z.int(),
  what: whatChanges,
  /** In the proposer's words; of a revocation, the venue's operator reads it. */
  reason: z.string(),
  state: fileChangeState,
  /** The canonical bytes that both officers sign, and their hash. */
  bytes: base64url(2_000),
  hash: hex(32),
  proposed: officerName,
  approved: z.nullable(officerName),
  /** Who refused it or withdrew it. */
  ended: z.nullable(officerName),
  /** Number of the list that carried it first. */
  list: z.nullable(z.int()),
})
/** See `fileChangeRecord`. */
export type FileChangeRecord = z.infer<typeof fileChangeRecord>

const file = base64url(4_000_000)
/** A file that two officers may change, as it stands once everything approved is published. */
const base = z.strictObject({ seq: z.int(), file })

export const listFileChanges = contract({
  method: "GET",
  path: "/v1/file-changes",
  access: ["approver", "policy", "auditor"],
  reach: "authority",
  summary: "Changes of public files, newest first, and the files as approved so far",
  reply: z.strictObject({
    changes: z.array(fileChangeRecord),
    nextList: unixSeconds,
    today: serviceDay,
    revoked: base,
    policy: base,
    /** Ids of signing keys to which the roots gave the right to change files. */
    keys: z.array(hex(4)),
  }),
  problems: ["not-signed-in", "not-ready"],
})

export const getFileChange = contract({
  method: "GET",
  path: "/v1/file-changes/:id",
  access: ["approver", "policy", "auditor"],
  reach: "authority",
  summary: "One change, with the file before it and after it",
  reply: z.strictObject({
    change: fileChangeRecord,
    before: z.strictObject({ file }),
    after: z.strictObject({ file }),
    nextList: unixSeconds,
    keys: z.array(hex(4)),
  }),
  problems: ["not-signed-in", "not-found", "not-ready"],
})

const signed = { bytes: base64url(2_000), key: hex(4), sig: hex(64) }
const proposalProblems = [
  "malformed",
  "not-signed-in",
  "not-allowed",
  "step-up-needed",
  "not-an-officer-key",
  "no-change-right",
  "bad-signature",
  "content-changed",
  "change-open",
  "change-too-late",
  "not-ready",
] as const

export const proposeRevocation = contract({
  method: "POST",
  path: "/v1/file-changes/revocations",
  access: "approver",
  reach: "authority",
  summary: "Proposes that a venue's codes end on a day, or are good again (`from` is null), signed by the proposer",
  body: z.strictObject({ venue: id, from: z.nullable(serviceDay), reason, ...signed }),
  reply: fileChangeRecord,
  problems: [...proposalProblems, "not-found", "not-in-this-state"],
})

export const proposeRule = contract({
  method: "POST",
  path: "/v1/file-changes/rules",
  access: "policy",
  reach: "authority",
  summary: "Proposes one more entry of the policy ledger, signed by the proposer; no earlier entry is ever changed",
  body: z.strictObject({ rule: newRule, ...signed }),
  reply: fileChangeRecord,
  problems: [...proposalProblems, "never-gated"],
})

export const getIssuersFile = contract({
  method: "GET",
  path: "/v1/issuers-file",
  access: ["approver", "policy", "auditor"],
  reach: "authority",
  summary: "The list of issuers of health documents, as it stands once everything approved is published",
  reply: base,
  problems: ["not-signed-in"],
})

export const proposeIssuers = contract({
  method: "POST",
  path: "/v1/file-changes/issuers",
  access: "policy",
  reach: "authority",
  summary: "Proposes the next list of issuers of health documents, whole, signed by the proposer",
  body: z.strictObject({ file, reason, ...signed }),
  reply: fileChangeRecord,
  problems: [...proposalProblems, "not-in-this-state"],
})

export const approveFileChange = contract({
  method: "POST",
  path: "/v1/file-changes/:id/approval",
  access: "approver",
  reach: "authority",
  summary: "Another officer signs the same bytes; from then on the next list carries the file",
  body: z.strictObject({ hash: hex(32), key: hex(4), sig: hex(64) }),
  reply: fileChangeRecord,
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-found",
    "same-officer",
    "content-changed",
    "change-too-late",
    "not-an-officer-key",
    "no-change-right",
    "bad-signature",
    "not-in-this-state",
    "not-ready",
  ],
})

const ending = {
  method: "POST",
  body: z.strictObject({}),
  reply: fileChangeRecord,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
} as const

export const refuseFileChange = contract({
  ...ending,
  path: "/v1/file-changes/:id/refusal",
  access: "approver",
  reach: "authority",
  summary: "Refuses a change that waits; the file stays as it is",
})

export const withdrawFileChange = contract({
  ...ending,
  path: "/v1/file-changes/:id/withdrawal",
  access: ["approver", "policy"],
  reach: "authority",
  summary: "Its proposer takes a change back that waits",
})
