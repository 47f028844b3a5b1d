import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { envelope, hex, nothing, unixSeconds } from "./shapes.ts"

/** WebAuthn options and responses pass through as JSON. */
const webauthn = z.record(z.string(), z.unknown())
/** A challenge, to be answered by a passkey. */
const passkeyOptions = z.strictObject({ options: webauthn })
const ticket = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

export const healthAccountState = z.enum(["started", "waiting", "asked-again", "accepted", "refused"])
/** Why a registration was asked for again, or refused: the name of a text. */
export const healthReason = z.enum([
  "picture-unclear",
  "name-differs",
  "number-differs",
  "document-expired",
  "address-not-shown",
  "registered-twice",
  "not-the-person",
  "not-resident",
])
/** See `healthReason`. */
export type HealthReason = z.infer<typeof healthReason>

const healthAccount = z.strictObject({
  state: healthAccountState,
  reason: z.nullable(healthReason),
  submittedAt: z.nullable(unixSeconds),
  pictures: z.array(z.enum(["document", "address"])),
  expires: unixSeconds,
})
/** An account as its own phone is told of it. */
export type HealthAccount = z.infer<typeof healthAccount>

export const startHealthAccount = contract({
  method: "POST",
  path: "/health-code/v1/accounts/options",
  access: "anyone",
  summary: "Somebody begins an account: a challenge for a new passkey, and the ticket that belongs to it",
  body: nothing,
  reply: z.strictObject({ options: webauthn, ticket }),
  problems: ["too-many-requests"],
})

export const finishHealthAccount = contract({
  method: "POST",
  path: "/health-code/v1/accounts",
  access: "anyone",
  summary: "Keeps the passkey, opens the account with a key of its own, and signs in",
  body: z.strictObject({ ticket, response: webauthn }),
  reply: healthAccount,
  problems: ["malformed", "passkey-refused", "too-many-requests"],
})

export const startHealthSignIn = contract({
  method: "POST",
  path: "/health-code/v1/sign-in/options",
  access: "anyone",
  summary: "A challenge for any passkey of a resident",
  body: nothing,
  reply: passkeyOptions,
  problems: ["too-many-requests"],
})

export const finishHealthSignIn = contract({
  method: "POST",
  path: "/health-code/v1/sign-in",
  access: "anyone",
  summary: "Checks the passkey and opens a session",
  body: z.strictObject({ response: webauthn }),
  reply: healthAccount,
  problems: ["malformed", "passkey-refused", "too-many-requests"],
})

export const getHealthAccount = contract({
  method: "GET",
  path: "/health-code/v1/account",
  access: "resident",
  summary: "Where one's own registration stands",
  reply: healthAccount,
  problems: ["not-signed-in"],
})

export const endHealthSession = contract({
  method: "DELETE",
  path: "/health-code/v1/session",
  access: "resident",
  summary: "Signs out",
  reply: nothing,
  problems: ["not-signed-in"],
})

export const startHealthStepUp = contract({
  method: "POST",
  path: "/health-code/v1/step-up/options",
  access: "resident",
  summary: "A challenge for a fresh passkey check, before an account is deleted",
  body: nothing,
  reply: passkeyOptions,
  problems: ["not-signed-in"],
})

export const finishHealthStepUp = contract({
  method: "POST",
  path: "/health-code/v1/step-up",
  access: "resident",
  summary: "A fresh passkey check; holds for two minutes",
  body: z.strictObject({ response: webauthn }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "passkey-refused"],
})

/** 16 random bytes by which a phone names its wish: asked again, it gets the same answer. */
const request = hex(16)

export const deleteHealthAccount = contract({
  method: "POST",
  path: "/health-code/v1/deletion",
  access: "resident",
  summary: "Deletes one's account with everything in it, after a fresh passkey check; answers with a signed receipt",
  body: z.strictObject({ request }),
  reply: envelope,
  problems: ["malformed", "not-signed-in", "step-up-needed"],
})

export const getDeletionReceipt = contract({
  method: "POST",
  path: "/health-code/v1/deletion-receipt",
  access: "anyone",
  summary: "The receipt of a deletion whose answer did not arrive, for a week",
  body: z.strictObject({ request }),
  reply: envelope,
  problems: ["malformed", "not-found", "too-many-requests"],
})
