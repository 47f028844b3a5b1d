import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { id, nothing, unixSeconds, uuid } from "./shapes.ts"

// Telephone calls of the back office: to cases without the app, and to who filled in a register form (Spec §12).

/** What came of a call. */
export const callOutcome = z.enum(["reached", "try-again", "not-reached"])
/** See `callOutcome`. */
export type CallOutcome = z.infer<typeof callOutcome>

/** What came of the last try, and who noted it; null until somebody has called. */
export const callResult = z.nullable(z.strictObject({ is: callOutcome, by: z.string(), at: unixSeconds }))

/** Languages that people in Hong Kong are called in (ISO 639-3). */
export const callLanguage = z.enum([
  "yue",
  "cmn",
  "eng",
  "hin",
  "ind",
  "npi",
  "pan",
  "tgl",
  "tha",
  "urd",
  "vie",
  "sign",
  "other",
])
/** See `callLanguage`. */
export type CallLanguage = z.infer<typeof callLanguage>

const work = {
  language: z.nullable(callLanguage),
  interpreter: z.boolean(),
  /** Not before. */
  due: unixSeconds,
  /** Whose call it is; null for whoever comes first. */
  officer: z.nullable(uuid),
}

const contact = {
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  number: z.string().check(z.trim(), z.regex(/^[+0-9][0-9 ()-]{3,24}$/)),
}

/** A line of the work-list: nothing of who it is. */
export const callLine = z.strictObject({
  id: uuid,
  case: z.strictObject({ id, number: z.string(), pathogen: z.int() }),
  /** The decision whose register form it is of; null for the case itself. */
  decision: z.nullable(z.string()),
  ...work,
  officer: z.nullable(z.strictObject({ id: uuid, name: z.string() })),
  tries: z.int(),
  outcome: callResult,
})
/** See `callLine`. */
export type CallLine = z.infer<typeof callLine>

export const listCalls = contract({
  method: "GET",
  path: "/v1/calls",
  access: "tracer",
  summary: "Calls to make, by when they are due, a page of 20: the asking officer's, nobody's, or all",
  query: z.strictObject({
    whose: z.enum(["mine", "nobody", "all"]),
    page: z.exactOptional(z.coerce.number().check(z.gte(0), z.lte(10_000))),
  }),
  reply: z.strictObject({ calls: z.array(callLine), total: z.int(), now: unixSeconds }),
  problems: ["malformed", "not-signed-in", "not-allowed"],
})

export const listCaseCalls = contract({
  method: "GET",
  path: "/v1/cases/:id/calls",
  access: "tracer",
  summary: "The calls to a case itself, made and to make",
  reply: z.strictObject({ calls: z.array(callLine) }),
  problems: ["not-signed-in", "not-allowed", "not-found"],
})

export const openCalls = contract({
  method: "POST",
  path: "/v1/calls/open",
  access: "tracer",
  summary:
    "Names and numbers of calls: needs a fresh passkey check and a purpose, and is written to the audit log first",
  body: z.strictObject({
    calls: z.array(uuid).check(z.minLength(1), z.maxLength(20)),
    purpose: z.enum(["trace", "quality", "correction"]),
  }),
  reply: z.strictObject({ people: z.array(z.strictObject({ id: uuid, name: z.string(), number: z.string() })) }),
  problems: ["malformed", "not-signed-in", "not-allowed", "step-up-needed", "audit-unavailable", "too-many-reads"],
})

export const putCall = contract({
  method: "PUT",
  path: "/v1/cases/:id/calls/:call",
  access: "tracer",
  summary:
    "Puts a case on the list of calls; name and number are sealed to the case. The same random id again is the same call",
  body: z.strictObject({ ...contact, ...work }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state", "officer-not-there"],
})

export const changeCall = contract({
  method: "PUT",
  path: "/v1/calls/:id",
  access: "tracer",
  summary: "Changes when a call is due, in which language, and whose it is",
  body: z.strictObject(work),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "officer-not-there"],
})

export const noteCall = contract({
  method: "POST",
  path: "/v1/calls/:id/outcome",
  access: "tracer",
  summary: "Notes what came of a call, and when it is to be tried again; null takes the note back",
  body: z.strictObject({
    outcome: z.nullable(callOutcome),
    /** How many tries that makes: sent again, it is no other try. */
    tries: z.int().check(z.gte(0), z.lte(1000)),
    due: z.exactOptional(unixSeconds),
  }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found"],
})
