import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { invitationToken, officerName } from "./officers.ts"
import { id, nothing, unixSeconds } from "./shapes.ts"

const webauthn = z.record(z.string(), z.unknown())
export const healthRole = z.enum(["reviewer", "appeals"])
/** What an officer of the health-code service may do. */
export type HealthRole = z.infer<typeof healthRole>

const healthOfficerSession = z.strictObject({
  id,
  name: z.string(),
  roles: z.array(healthRole),
  expires: unixSeconds,
})
/** An officer's session as the own browser is told of it. */
export type HealthOfficerSession = z.infer<typeof healthOfficerSession>

export const startHealthEnrolment = contract({
  method: "POST",
  path: "/health-code/v1/officer/enrolment/options",
  access: "anyone",
  summary: "An invited officer of the health-code service begins to make a passkey",
  body: z.strictObject({ token: invitationToken, name: officerName }),
  reply: z.strictObject({ options: webauthn }),
  problems: ["malformed", "link-expired", "too-many-requests"],
})

export const finishHealthEnrolment = contract({
  method: "POST",
  path: "/health-code/v1/officer/enrolment",
  access: "anyone",
  summary: "Keeps the officer's passkey, spends the link and signs in",
  body: z.strictObject({ token: invitationToken, name: officerName, response: webauthn }),
  reply: healthOfficerSession,
  problems: ["malformed", "link-expired", "passkey-refused", "too-many-requests"],
})

export const startHealthOfficerSignIn = contract({
  method: "POST",
  path: "/health-code/v1/officer/sign-in/options",
  access: "anyone",
  summary: "A challenge for any passkey of an officer of the health-code service",
  body: nothing,
  reply: z.strictObject({ options: webauthn }),
  problems: ["too-many-requests"],
})

export const finishHealthOfficerSignIn = contract({
  method: "POST",
  path: "/health-code/v1/officer/sign-in",
  access: "anyone",
  summary: "Checks the officer's passkey and opens a session: 15 minutes idle, 12 hours at most",
  body: z.strictObject({ response: webauthn }),
  reply: healthOfficerSession,
  problems: ["malformed", "passkey-refused", "too-many-requests"],
})

export const getHealthOfficerSession = contract({
  method: "GET",
  path: "/health-code/v1/officer/session",
  access: "health-officer",
  summary: "Which officer of the health-code service is signed in, until when",
  reply: healthOfficerSession,
  problems: ["not-signed-in"],
})

export const endHealthOfficerSession = contract({
  method: "DELETE",
  path: "/health-code/v1/officer/session",
  access: "health-officer",
  summary: "Signs the officer out",
  reply: nothing,
  problems: ["not-signed-in"],
})

export const startHealthOfficerStepUp = contract({
  method: "POST",
  path: "/health-code/v1/officer/step-up/options",
  access: "health-officer",
  summary: "A challenge for a fresh passkey check, before shared visits are read",
  body: nothing,
  reply: z.strictObject({ options: webauthn }),
  problems: ["not-signed-in"],
})

export const finishHealthOfficerStepUp = contract({
  method: "POST",
  path: "/health-code/v1/officer/step-up",
  access: "health-officer",
  summary: "A fresh passkey check of the officer; holds for two minutes",
  body: z.strictObject({ response: webauthn }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "passkey-refused"],
})
