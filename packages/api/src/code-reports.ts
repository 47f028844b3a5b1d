import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { base64url, id, nothing, serviceDay, uuid } from "./shapes.ts"

// Codes at doors that a phone did not accept, for those who go and look. Nothing in a report says who sent it, or where it was sent from.

const reported = {
  /** Why the phone refused the code. */
  problem: z.enum([
    "not-our-code",
    "wrong-host",
    "malformed",
    "unknown-issuer",
    "issuer-not-valid",
    "bad-signature",
    "revoked",
  ]),
  /** The code's address; the digits behind its `#`, which may carry a venue's key, are refused. */
  text: z.string().check(
    z.maxLength(1_200),
    z.refine((text) => !/#\s*\d/.test(text)),
  ),
  /** Where it hangs, in the reporter's words; may be empty. */
  place: z.string().check(z.maxLength(160)),
  /** A JPEG of at most 180,000 bytes, drawn anew so that nothing but the picture is in it; may be empty. */
  photo: base64url(240_000),
}

export const reportCode = contract({
  method: "PUT",
  path: "/v1/code-reports/:id",
  access: "anyone",
  summary: "Reports a code that was not accepted; sent again under the same random id, it is one report",
  body: z.strictObject(reported),
  reply: nothing,
  problems: ["malformed", "too-large", "too-many-requests", "too-many-waiting"],
})

const codeReport = z.strictObject({ id: uuid, day: serviceDay, ...reported })
/** A report as it was received; `day` is all that is kept of the time. */
export type CodeReport = z.infer<typeof codeReport>

export const collectCodeReports = contract({
  method: "GET",
  path: "/link/code-reports",
  access: "authority-link",
  summary: "Reports that the authority has not acknowledged yet, at most 20",
  reply: z.strictObject({ reports: z.array(codeReport) }),
  problems: ["not-allowed"],
})

export const acknowledgeCodeReport = contract({
  method: "DELETE",
  path: "/link/code-reports/:id",
  access: "authority-link",
  summary: "The authority has stored a report durably; this server drops it",
  reply: nothing,
  problems: ["not-allowed"],
})

const inspection = z.strictObject({
  ...codeReport.shape,
  /** How many other open reports are of a code that says the same. */
  alike: z.int(),
  /** What an officer found; null while nobody has looked. */
  finding: z.nullable(z.string()),
})
/** A line of the inspection list. */
export type Inspection = z.infer<typeof inspection>

export const listInspections = contract({
  method: "GET",
  path: "/v1/inspections",
  access: ["inspector", "approver"],
  summary: "Reported codes, those that nobody has looked at first, newest first",
  query: z.strictObject({ page: z.exactOptional(z.coerce.number().check(z.gte(0))) }),
  reply: z.strictObject({ inspections: z.array(inspection), open: z.int(), total: z.int() }),
  problems: ["not-signed-in"],
})

export const closeInspection = contract({
  method: "POST",
  path: "/v1/inspections/:id/finding",
  access: "inspector",
  summary:
    "Notes what an officer found at the door, on this report and on all open ones of a code that says the same. The venue, where one is named, is told that such a code hung at its door",
  body: z.strictObject({
    finding: z.string().check(z.minLength(3), z.maxLength(500)),
    /** Whose door it hung at; null when that is nobody's, or is not known. */
    venue: z.nullable(id),
  }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-found", "not-in-this-state"],
})
