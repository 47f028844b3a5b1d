import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { invitationToken, officerName, officerSession } from "./officers.ts"

// The authority's own identity provider (ADR 0036): a way to sign in beside the passkeys of this console. What it says opens a session
// only for a subject to which an officer was bound by an invitation.

const address = z.strictObject({ address: z.string() })

export const startOidc = contract({
  method: "POST",
  path: "/v1/oidc/sign-in",
  access: "anyone",
  summary: "Where to go to sign in at the authority's identity provider; with an invitation, to be bound to it",
  body: z.strictObject({
    invitation: z.nullable(z.strictObject({ token: invitationToken, name: officerName })),
  }),
  reply: address,
  problems: ["malformed", "not-ready", "link-expired", "too-many-requests"],
})

export const startOidcStepUp = contract({
  method: "POST",
  path: "/v1/oidc/step-up",
  access: "officer",
  summary: "Where to go to show oneself anew at the identity provider, before signing or reading visits",
  body: z.strictObject({}),
  reply: address,
  problems: ["not-signed-in", "not-ready"],
})

export const finishOidc = contract({
  method: "POST",
  path: "/v1/oidc/answer",
  access: "anyone",
  summary: "Checks the identity provider's answer: opens a session, or notes a fresh check in the one that asked",
  body: z.strictObject({ query: z.string().check(z.maxLength(4_000)) }),
  reply: z.strictObject({ ...officerSession.shape, kind: z.enum(["sign-in", "enrol", "step-up"]) }),
  problems: ["malformed", "not-ready", "link-expired", "sign-in-refused", "too-many-requests"],
})
