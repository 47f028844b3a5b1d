import * as z from "zod/mini"
import { bytesContract } from "./bytes-contract.ts"
import { callResult } from "./calls.ts"
import { contract } from "./contract.ts"
import { base64url, envelope, hex, nothing, unixSeconds, uuid } from "./shapes.ts"

// Register forms (Spec §12): devices at doors send sealed records, the authority collects them, and opens those of a decision.

export const sendForm = bytesContract({
  method: "POST",
  path: "/v1/forms",
  access: "anyone",
  summary: "The sealed records of one register form, 1 to 25 of 367 bytes; the same bytes again are one",
  contentType: "application/octet-stream",
  bodyBytes: 9_175,
  replyBytes: 0,
  problems: ["malformed", "too-large", "encoding-refused", "too-many-requests", "too-many-waiting"],
})

const record = z.string().check(z.regex(/^[A-Za-z0-9_-]{490}$/))

export const collectForms = contract({
  method: "GET",
  path: "/link/forms",
  access: "authority-link",
  summary: "Sealed form records that the authority has not acknowledged yet, at most 500",
  reply: z.strictObject({ records: z.array(record) }),
  problems: ["not-allowed"],
})

export const acknowledgeForms = contract({
  method: "POST",
  path: "/link/forms/kept",
  access: "authority-link",
  summary: "The authority has stored the records with these hashes durably; this server drops them",
  body: z.strictObject({ hashes: z.array(hex(32)).check(z.maxLength(500)) }),
  reply: nothing,
  problems: ["not-allowed", "malformed"],
})

/** A form's entry as the opener hands it over, inside the case's own seal. */
export const openedForm = z.strictObject({
  /** Times as they were written; null where they did not know when they would leave. */
  from: unixSeconds,
  until: z.nullable(unixSeconds),
  name: z.string(),
  number: z.string(),
})

/** See `openedForm`. */
export type OpenedForm = z.infer<typeof openedForm>

export const openForms = contract({
  method: "POST",
  path: "/v1/forms",
  access: "internal",
  summary:
    "Opens form records under a decision that two officers signed, and answers those inside its windows alone, each sealed for the case",
  body: z.strictObject({
    /** The decision with both officers' signatures: its venue, day and windows bound what is opened. */
    decision: z.strictObject({ ...envelope.shape, bytes: base64url(20_000) }),
    /** The officers' list, signed by the roots. */
    officers: envelope,
    /** Keys of that day or of its hours: with the decision's own venue they make its row keys, and no other venue's. */
    keys: z.array(hex(16)).check(z.maxLength(100)),
    records: z.array(record).check(z.maxLength(500)),
    /** How long a stay is taken to be where no leaving was written. Minutes. */
    usualStay: z.int().check(z.gte(0), z.lte(1440)),
    caseKey: hex(32),
  }),
  reply: z.strictObject({
    /** One for each person; `sealed` is nonce 12 ‖ AES-256-GCM(case key) of JSON. */
    entries: z.array(z.strictObject({ eid: hex(16), sealed: base64url(2_000) })),
    /** Records that did not open, or are outside the windows. */
    left: z.int(),
  }),
  problems: ["malformed", "opener-sealed", "bad-signature"],
})

const formCall = z.strictObject({
  id: uuid,
  ...openedForm.shape,
  /** False for somebody who was called on an earlier decision whose windows were others: what they were told is to be put right. */
  isInside: z.boolean(),
  /** Null until somebody has called. */
  tries: z.int(),
  outcome: callResult,
})
/** A line of the call list. */
export type FormCall = z.infer<typeof formCall>

export const readForms = contract({
  method: "POST",
  path: "/v1/decisions/:id/forms",
  access: "tracer",
  summary:
    "Opens the register forms of a decision in force: needs a fresh passkey check and a purpose, and is written to the audit log first",
  body: z.strictObject({ purpose: z.enum(["trace", "quality", "correction"]) }),
  reply: z.strictObject({
    calls: z.array(formCall),
    /** Minutes that a stay without a leaving is taken to last. */
    usualStay: z.int(),
    /** Records of these hours that there was no room for. */
    dropped: z.int(),
  }),
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-found",
    "not-in-this-state",
    "audit-unavailable",
    "too-many-reads",
    "opener-sealed",
    "bad-signature",
  ],
})
