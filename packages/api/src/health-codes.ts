import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { calendarDate } from "./health-registration.ts"
import { hex, names, unixSeconds } from "./shapes.ts"

export const healthColour = z.enum(["green", "amber", "red"])

/** One reason for a colour: the name of its text, the rule, what the rule rests on, and its last day. */
export const colourReason = z.strictObject({
  rule: z.nullable(z.string()),
  reason: z.string(),
  basis: z.nullable(names),
  until: z.nullable(calendarDate),
})
/** See `colourReason`. */
export type ColourReason = z.infer<typeof colourReason>

const issuedCode = z.strictObject({
  /** What the QR code holds. */
  text: z.string(),
  colour: healthColour,
  issuedAt: unixSeconds,
  until: unixSeconds,
  holder: z.strictObject({ initials: z.string(), suffix: z.string() }),
  reasons: z.array(colourReason),
  /** The number of the rule set; null where none is in force. */
  rules: z.nullable(z.int()),
  /** The first day on which the colour is milder, with nothing new declared; null where none is near. */
  milderOn: z.nullable(calendarDate),
})
/** A code as it was signed, with what it rests on. */
export type IssuedHealthCode = z.infer<typeof issuedCode>

export const issueHealthCode = contract({
  method: "POST",
  path: "/health-code/v1/code",
  access: "resident",
  summary: "Signs a code for fifteen minutes and says why it has its colour; nothing of it is kept",
  reply: issuedCode,
  body: z.strictObject({}),
  problems: ["not-signed-in", "not-in-this-state"],
})

export const paperCode = z.extend(issuedCode, { number: z.int() })

export const handOverCode = contract({
  method: "POST",
  path: "/health-code/v1/hand-overs",
  access: "resident",
  summary: "Signs the colour for one partner system and one question of it, for five minutes; nothing of it is kept",
  body: z.strictObject({ audience: z.string().check(z.maxLength(200)), nonce: hex(16) }),
  reply: z.strictObject({ token: z.string() }),
  problems: ["malformed", "not-signed-in", "not-in-this-state", "not-found"],
})
