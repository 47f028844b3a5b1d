import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { id, mailAddress, mailLanguage, nothing, phoneNumber, unixSeconds } from "./shapes.ts"

// Upload codes from the officer's desk: given on the screen, by SMS or by mail; withdrawn; and what waits for another officer.

const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
/** As a laboratory writes it on its report; kept as a keyed hash alone. */
export const laboratoryNumber = z.string().check(z.minLength(1), z.maxLength(64))

export const codeWay = z.enum(["screen", "sms", "mail"])
/** How a code reaches its person. */
export type CodeWay = z.infer<typeof codeWay>
export const codeReason = z.enum(["used-before", "many-in-an-hour", "many-in-a-day", "no-number", "fresh-case"])

export const codeState = z.enum([
  "waiting",
  "refused",
  "lapsed",
  "granted",
  "given",
  "sending",
  "delivered",
  "failed",
  "used",
  "expired",
  "withdrawn",
  "replaced",
])
/** Where a code stands: from the wish for it to its end. */
export type CodeState = z.infer<typeof codeState>

const codeRecord = z.strictObject({
  id,
  caseId: id,
  caseNumber: z.string(),
  way: codeWay,
  state: codeState,
  /** Why another officer had to agree; null where one was enough. */
  reason: z.nullable(codeReason),
  askedBy: z.string(),
  /** Whether the officer who reads this asked for it. */
  isOwn: z.boolean(),
  askedAt: unixSeconds,
  decidedBy: z.nullable(z.string()),
  /** Until when the code can be used; null before it was made. */
  expires: z.nullable(unixSeconds),
  /** How often it was tried to send it, and when the next try is due. */
  tries: z.int(),
  nextTry: z.nullable(unixSeconds),
})
/** See `codeRecord`. */
export type CodeRecord = z.infer<typeof codeRecord>

const madeCode = z.strictObject({
  digits: z.string().check(z.regex(/^[0-9]{20}$/)),
  link: z.string(),
  expires: unixSeconds,
})
/** What an officer is shown of a code, once. */
export type MadeCode = z.infer<typeof madeCode>

export const giveUploadCode = contract({
  method: "POST",
  path: "/v1/cases/:id/upload-codes",
  access: "tracer",
  summary:
    "Gives a case its one-time code, for 24 hours (Spec §6): shown once, or sent. What goes beyond an officer's limits waits for another; sent again under the same random id, it is one wish",
  body: z.strictObject({
    id: uuid,
    to: z.discriminatedUnion("way", [
      z.strictObject({ way: z.literal("screen") }),
      z.strictObject({ way: z.literal("sms"), number: phoneNumber, language: mailLanguage }),
      z.strictObject({ way: z.literal("mail"), address: mailAddress, language: mailLanguage }),
    ]),
    laboratoryNumber: z.nullable(laboratoryNumber),
  }),
  /** `made` is there once, and only for the screen. */
  reply: z.strictObject({
    state: z.enum(["waiting", "given"]),
    reason: z.nullable(codeReason),
    made: z.nullable(madeCode),
  }),
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "not-found",
    "not-in-this-state",
    "laboratory-number-known",
    "not-ready",
  ],
})

export const showGrantedCode = contract({
  method: "POST",
  path: "/v1/upload-codes/:id/digits",
  access: "tracer",
  summary: "Makes the code that another officer agreed to, for the screen of the officer who asked: shown once",
  body: nothing,
  reply: madeCode,
  problems: ["not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})

export const withdrawCode = contract({
  method: "POST",
  path: "/v1/cases/:id/upload-codes/withdrawal",
  access: "tracer",
  summary: "Withdraws a case's unused code, and whatever waits for one: it opens nothing from now on",
  body: nothing,
  reply: nothing,
  problems: ["not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})

export const listCaseCodes = contract({
  method: "GET",
  path: "/v1/cases/:id/upload-codes",
  access: ["tracer", "approver"],
  summary: "The codes of one case, newest first, without digits or addresses; and the ways that this deployment has",
  reply: z.strictObject({ codes: z.array(codeRecord), ways: z.array(codeWay), hasLaboratoryNumber: z.boolean() }),
  problems: ["not-signed-in", "not-found"],
})

export const listCodes = contract({
  method: "GET",
  path: "/v1/upload-codes",
  access: ["tracer", "approver"],
  summary: "Codes, newest first, or those of one case number; 20 a page",
  query: z.strictObject({
    page: z.exactOptional(z.coerce.number().check(z.gte(0), z.lte(1_000_000))),
    number: z.exactOptional(z.string().check(z.maxLength(20))),
  }),
  reply: z.strictObject({ codes: z.array(codeRecord), total: z.int(), ways: z.array(codeWay) }),
  problems: ["malformed", "not-signed-in"],
})

const waitingCodes = z.strictObject({
  /** One wish, or all of one laboratory's file. */
  id,
  n: z.int(),
  /** The case, where it is one. */
  caseNumber: z.nullable(z.string()),
  caseId: z.nullable(id),
  way: z.nullable(codeWay),
  reasons: z.array(codeReason),
  askedBy: z.string(),
  isOwn: z.boolean(),
  askedAt: unixSeconds,
})
/** See `waitingCodes`. */
export type WaitingCodes = z.infer<typeof waitingCodes>

export const listWaitingCodes = contract({
  method: "GET",
  path: "/v1/upload-codes/waiting",
  access: ["tracer", "approver"],
  summary: "Codes that wait for another officer, those of one laboratory's file together; the 200 oldest",
  reply: z.strictObject({ waiting: z.array(waitingCodes) }),
  problems: ["not-signed-in"],
})

export const decideWaitingCodes = contract({
  method: "PUT",
  path: "/v1/upload-codes/waiting/:id",
  access: "approver",
  summary: "Another officer agrees to codes that wait, or refuses them",
  body: z.strictObject({ granted: z.boolean() }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "same-officer", "step-up-needed"],
})
