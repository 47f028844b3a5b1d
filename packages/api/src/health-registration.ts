import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { healthReason } from "./health-accounts.ts"
import { area, id, nothing, unixSeconds } from "./shapes.ts"

const isDate = (text: string) => {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
/** A date of the calendar, as it stands on paper. */
export const calendarDate = z.string().check(
  z.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
  z.refine((text) => isDate(text)),
)
/** A document's number without spaces and brackets. */
export const documentNumber = z.string().check(z.regex(/^[0-9A-Z]{4,20}$/))

/** Who somebody is, as their document says it. */
export const healthProfile = z.strictObject({
  /** In Latin letters, as documents have it: staff compare its first letters. */
  latinName: z.string().check(z.regex(/^[\p{Script=Latin}][\p{Script=Latin}\p{M} ,.'’-]{1,79}$/u)),
  /** In Chinese characters; null where the document has none. */
  chineseName: z.nullable(z.string().check(z.regex(/^[\p{Script=Han}·]{1,20}$/u))),
  documentKind: z.enum(["identity-card", "passport", "other"]),
  documentNumber,
  born: calendarDate,
  district: area,
  address: z.string().check(z.minLength(3), z.maxLength(300)),
})
/** See `healthProfile`. */
export type HealthProfile = z.infer<typeof healthProfile>

/** JPEG or PNG in base64, 5 MB at the most. */
const picture = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(6_990_508))
export const pictureKind = z.enum(["document", "address"])

export const putHealthPicture = contract({
  method: "PUT",
  path: "/health-code/v1/pictures/:kind",
  access: "resident",
  summary: "Keeps the picture of the document, or of the proof of address, until the registration is decided",
  body: z.strictObject({ picture }),
  reply: nothing,
  problems: ["malformed", "too-large", "not-signed-in", "not-found", "not-in-this-state"],
})

export const submitHealthRegistration = contract({
  method: "PUT",
  path: "/health-code/v1/registration",
  access: "resident",
  summary: "Hands the registration in; it waits for an officer",
  body: healthProfile,
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-in-this-state"],
})

const waitingRegistration = z.strictObject({
  id,
  submittedAt: unixSeconds,
  /** The officer who looks at it, by name; null while nobody does. */
  claimedBy: z.nullable(z.string()),
  isMine: z.boolean(),
})
/** A registration that waits, without a word of what it says. */
export type WaitingRegistration = z.infer<typeof waitingRegistration>

export const listHealthRegistrations = contract({
  method: "GET",
  path: "/health-code/v1/officer/registrations",
  access: "health-reviewer",
  summary: "How many registrations wait, and the oldest fifty",
  reply: z.strictObject({ waiting: z.int(), oldest: z.array(waitingRegistration) }),
  problems: ["not-signed-in", "not-allowed"],
})

export const claimHealthRegistration = contract({
  method: "POST",
  path: "/health-code/v1/officer/registrations/claim",
  access: "health-reviewer",
  summary: "Takes the oldest registration that nobody looks at; one's own open one first",
  body: nothing,
  reply: z.strictObject({ id: z.nullable(id) }),
  problems: ["not-signed-in", "not-allowed"],
})

export const readHealthRegistration = contract({
  method: "POST",
  path: "/health-code/v1/officer/registrations/:id/read",
  access: "health-reviewer",
  summary: "Shows a claimed registration with its pictures; written to the log first",
  body: nothing,
  reply: z.strictObject({
    profile: healthProfile,
    pictures: z.array(
      z.strictObject({ kind: pictureKind, type: z.enum(["image/jpeg", "image/png"]), data: z.string() }),
    ),
    /** Other accounts with the same document. */
    sameDocument: z.int(),
    /** The officer who typed it for somebody without a phone. */
    typedBy: z.nullable(z.string()),
  }),
  problems: ["not-signed-in", "not-allowed", "not-found", "not-in-this-state", "audit-unavailable"],
})

export const decideHealthRegistration = contract({
  method: "POST",
  path: "/health-code/v1/officer/registrations/:id/decision",
  access: "health-reviewer",
  summary: "Accepts a registration, asks for it again or refuses it; its pictures are deleted in the same step",
  body: z.discriminatedUnion("decision", [
    z.strictObject({ decision: z.literal("accept") }),
    z.strictObject({ decision: z.literal("ask-again"), reason: healthReason }),
    z.strictObject({ decision: z.literal("refuse"), reason: healthReason }),
  ]),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state", "same-officer"],
})
