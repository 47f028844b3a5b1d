import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { hex, id, mailAddress, mailLanguage, mailToken, names, nothing, unixSeconds } from "./shapes.ts"

// An operator's account: its address, what is asked of officers about it, and the links that answer by mail.

const kind = z.enum(["confirm-recovery", "answer-recovery", "confirm-mail", "undo-mail", "undo-hand-over"])
/** What a mailed link does. */
export type MailedLinkKind = z.infer<typeof kind>

export const followMailedLink = contract({
  method: "POST",
  path: "/v1/mailed-links",
  access: "anyone",
  summary: "Does what a mailed link is for, once; opening the link alone does nothing",
  body: z.strictObject({
    kind,
    token: mailToken,
    /** Where a recovery is answered: true agrees, false stops it. */
    agree: z.exactOptional(z.boolean()),
  }),
  reply: nothing,
  problems: ["malformed", "link-expired", "address-taken", "too-many-requests"],
})

export const askForRecovery = contract({
  method: "POST",
  path: "/v1/recoveries",
  access: "anyone",
  summary:
    "Asks for a venue whose owner's mailbox is lost, by the commitment in its code; the answer is the same whether there is such a venue or not",
  body: z.strictObject({
    mail: mailAddress,
    language: mailLanguage,
    commit: hex(16),
    /** Why, and how officers reach the business. */
    words: z.string().check(z.minLength(10), z.maxLength(500)),
  }),
  reply: nothing,
  problems: ["malformed", "too-many-requests", "too-many-waiting"],
})

export const changeMail = contract({
  method: "POST",
  path: "/v1/operators/mail",
  access: "operator",
  summary: "Mails a link to a new address; once it is followed, the old one is told and can undo it for 72 hours",
  body: z.strictObject({ mail: mailAddress, language: mailLanguage }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "too-many-requests"],
})

export const askForCards = contract({
  method: "PUT",
  path: "/v1/operators/cards",
  access: "operator",
  summary: "A welfare organisation asks for the page that prints visitor cards; an officer answers",
  body: z.strictObject({
    name: z.string().check(z.minLength(2), z.maxLength(120)),
    purpose: z.string().check(z.minLength(10), z.maxLength(500)),
  }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "too-many-requests", "too-many-waiting"],
})

/** Whether an account prints visitor cards. */
export const cardsState = z.enum(["none", "asked", "granted", "refused"])
/** See `cardsState`. */
export type CardsState = z.infer<typeof cardsState>

const accountRequest = z.strictObject({
  id,
  kind: z.enum(["recovery", "cards"]),
  /** The venue to recover. */
  venue: z.nullable(id),
  mail: z.string(),
  /** The organisation's name, where it asks for cards. */
  name: z.nullable(z.string()),
  words: z.string(),
  /** Whether an owner that was told has stopped it or agreed. */
  owner: z.enum(["silent", "agreed", "stopped"]),
  /** Goes back with the acknowledgement. */
  version: z.int(),
})
/** What somebody asks of officers about an account. */
export type AccountRequest = z.infer<typeof accountRequest>

export const collectAccountRequests = contract({
  method: "GET",
  path: "/link/account-requests",
  access: "authority-link",
  summary: "Recoveries and wishes to print cards that the authority has not acknowledged as they stand, at most 50",
  reply: z.strictObject({ requests: z.array(accountRequest) }),
  problems: ["not-allowed"],
})

export const acknowledgeAccountRequest = contract({
  method: "PUT",
  path: "/link/account-requests/:id/seen",
  access: "authority-link",
  summary: "The authority has stored a request up to this version",
  body: z.strictObject({ version: z.int() }),
  reply: nothing,
  problems: ["not-allowed", "malformed"],
})

export const deliverAccountVerdict = contract({
  method: "PUT",
  path: "/link/account-requests/:id/verdict",
  access: "authority-link",
  summary: "An officer's answer; a recovery then waits seven days, unless an owner agreed. No code is issued by it",
  body: z.strictObject({ granted: z.boolean() }),
  reply: nothing,
  problems: ["not-allowed", "not-found", "malformed"],
})

/** A request as officers see it. */
export const accountRequestRecord = z.strictObject({
  ...accountRequest.shape,
  state: z.enum(["waiting", "granted", "refused", "stopped"]),
  askedAt: unixSeconds,
  /** How it was proven, or why it was refused. */
  finding: z.nullable(z.string()),
  venueNames: z.nullable(names),
  registerNumber: z.nullable(z.string()),
})
/** See `accountRequestRecord`. */
export type AccountRequestRecord = z.infer<typeof accountRequestRecord>

export const listAccountRequests = contract({
  method: "GET",
  path: "/v1/account-requests",
  access: "approver",
  summary: "Recoveries of venues and wishes to print cards; those that wait first, at most 100",
  reply: z.strictObject({ requests: z.array(accountRequestRecord), waiting: z.int() }),
  problems: ["not-signed-in"],
})

export const decideAccountRequest = contract({
  method: "POST",
  path: "/v1/account-requests/:id/decision",
  access: "approver",
  summary: "Grants or refuses a request, with the out-of-band proof or the reason in words",
  body: z.strictObject({ granted: z.boolean(), finding: z.string().check(z.minLength(10), z.maxLength(500)) }),
  reply: accountRequestRecord,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})
