import * as z from "zod/mini"
import { codeState, laboratoryNumber } from "./codes.ts"
import { contract } from "./contract.ts"
import { id, mailAddress, mailLanguage, phoneNumber, serviceDay } from "./shapes.ts"

// A laboratory's file: read in the officer's browser, row by row a case and its code here. Nothing else of the file comes to the server.

/** Rows of one call; a file is sent in parts, so that its progress can be seen. */
export const LAB_ROWS_PER_CALL = 20

export const checkLaboratoryNumbers = contract({
  method: "POST",
  path: "/v1/lab-imports/check",
  access: "tracer",
  summary: "Which of these laboratory numbers have a case already; nothing is kept",
  body: z.strictObject({ numbers: z.array(laboratoryNumber).check(z.maxLength(2000)) }),
  reply: z.strictObject({ known: z.array(z.strictObject({ number: z.string(), caseNumber: z.string() })) }),
  problems: ["malformed", "not-signed-in", "not-allowed"],
})

const labRow = z.strictObject({
  line: z.int(),
  number: laboratoryNumber,
  pathogen: z.int(),
  tested: serviceDay,
  onset: z.nullable(serviceDay),
  way: z.enum(["sms", "mail"]),
  to: z.union([phoneNumber, mailAddress]),
  language: mailLanguage,
})
/** See `labRow`. */
export type LabRowToImport = z.infer<typeof labRow>

const labOutcome = z.strictObject({
  line: z.int(),
  outcome: z.enum(["opened", "waiting", "known"]),
  /** Null for a case of another area: that there is one is all that is told. */
  caseId: z.nullable(id),
  caseNumber: z.nullable(z.string()),
})
/** What became of one row: a case with its code on the way or waiting for another officer, or a case that was there already. */
export type LabOutcome = z.infer<typeof labOutcome>

export const importLabRows = contract({
  method: "PUT",
  path: "/v1/lab-imports/:id/rows",
  access: "tracer",
  summary:
    "Opens a case for each row and gives its code, each row whole or not at all; a laboratory number that has a case opens no second one",
  body: z.strictObject({ rows: z.array(labRow).check(z.minLength(1), z.maxLength(LAB_ROWS_PER_CALL)) }),
  reply: z.strictObject({ outcomes: z.array(labOutcome) }),
  problems: ["malformed", "not-signed-in", "not-allowed", "not-ready"],
})

export const getLabImport = contract({
  method: "GET",
  path: "/v1/lab-imports/:id",
  access: ["tracer", "approver"],
  summary: "How the codes of one laboratory's file stand",
  reply: z.strictObject({ codes: z.array(z.strictObject({ caseId: id, state: codeState })) }),
  problems: ["not-signed-in"],
})
