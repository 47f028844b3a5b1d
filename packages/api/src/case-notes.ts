import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { id, nothing, unixSeconds } from "./shapes.ts"

const caseNote = z.strictObject({ id, text: z.string(), by: z.string(), at: unixSeconds })
/** What an officer wrote about a case. */
export type CaseNote = z.infer<typeof caseNote>

export const writeNote = contract({
  method: "PUT",
  path: "/v1/cases/:id/notes/:note",
  access: "tracer",
  summary: "Writes a note, sealed to the case's key; sent again under the same random id, it is one note",
  body: z.strictObject({ text: z.string().check(z.minLength(1), z.maxLength(4000)) }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})

export const readNotes = contract({
  method: "POST",
  path: "/v1/cases/:id/notes",
  access: "tracer",
  summary: "Reads a case's notes: needs a fresh passkey check and a purpose, and is written to the audit log first",
  body: z.strictObject({ purpose: z.enum(["trace", "quality", "correction"]) }),
  reply: z.strictObject({ notes: z.array(caseNote) }),
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "not-found",
    "step-up-needed",
    "audit-unavailable",
    "too-many-reads",
  ],
})
