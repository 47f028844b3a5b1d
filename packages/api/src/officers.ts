import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { area, hex, id, nothing, unixSeconds } from "./shapes.ts"

export const officerRole = z.enum(["tracer", "approver", "inspector", "policy", "auditor", "administrator"])
/** The secret of an invitation. */
export const invitationToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
/** An officer's name as typed at the first sign-in. */
export const officerName = z.string().check(z.minLength(1), z.maxLength(80))
/** Null where the link is for an officer who has a name already. */
const enrolledName = z.nullable(officerName)
/** WebAuthn options and responses pass through as JSON; @simplewebauthn checks them on both ends. */
const webauthn = z.record(z.string(), z.unknown())

/** Areas that an officer is given; left out, the whole authority. */
export const areas = z.exactOptional(z.array(area).check(z.maxLength(100)))

export const officer = z.strictObject({
  id,
  name: z.string(),
  roles: z.array(officerRole),
  /** Districts in which this officer works; none is the whole authority. */
  areas: z.array(area),
  /** The officer's signing key, once this officer has made one (Spec §9, Officers). */
  signingKey: z.nullable(hex(4)),
  /** Whether the signed officers' list carries the key today. */
  signingKeyListed: z.boolean(),
  /** Since when an administrator keeps this officer out; null for everybody else. */
  suspendedAt: z.nullable(unixSeconds),
})
/** See `officer`. */
export type Officer = z.infer<typeof officer>
/** A session as its own browser is told of it. */
export const officerSession = z.strictObject({
  officer,
  expires: unixSeconds,
  demonstration: z.boolean(),
  now: unixSeconds,
  /** How a fresh check is made in it. */
  way: z.enum(["passkey", "oidc"]),
})

export const startEnrolment = contract({
  method: "POST",
  path: "/v1/enrolment/options",
  access: "anyone",
  summary: "An invited officer, or one who lost the passkey, begins to make one",
  body: z.strictObject({ token: invitationToken, name: enrolledName }),
  reply: z.strictObject({ options: webauthn }),
  problems: ["malformed", "link-expired", "too-many-requests"],
})

export const finishEnrolment = contract({
  method: "POST",
  path: "/v1/enrolment",
  access: "anyone",
  summary:
    "Stores the passkey, spends the link and signs in; after a recovery every older passkey, session and key is over",
  body: z.strictObject({ token: invitationToken, name: enrolledName, response: webauthn }),
  reply: officerSession,
  problems: ["malformed", "link-expired", "passkey-refused", "too-many-requests"],
})

export const startSignIn = contract({
  method: "POST",
  path: "/v1/sign-in/options",
  access: "anyone",
  summary: "A challenge for any passkey of this console",
  body: nothing,
  reply: z.strictObject({ options: webauthn }),
  problems: ["too-many-requests"],
})

export const finishSignIn = contract({
  method: "POST",
  path: "/v1/sign-in",
  access: "anyone",
  summary: "Checks the passkey and opens a session: 15 minutes idle, 12 hours at most",
  body: z.strictObject({ response: webauthn }),
  reply: officerSession,
  problems: ["malformed", "passkey-refused", "too-many-requests"],
})

export const getSession = contract({
  method: "GET",
  path: "/v1/session",
  access: "officer",
  summary: "Who is signed in, until when",
  reply: officerSession,
  problems: ["not-signed-in"],
})

export const signOut = contract({
  method: "DELETE",
  path: "/v1/session",
  access: "officer",
  summary: "Ends the session",
  reply: nothing,
  problems: ["not-signed-in"],
})

export const startStepUp = contract({
  method: "POST",
  path: "/v1/step-up/options",
  access: "officer",
  summary: "A challenge for a fresh passkey check, before signing or reading visits",
  body: nothing,
  reply: z.strictObject({ options: webauthn }),
  problems: ["not-signed-in"],
})

export const finishStepUp = contract({
  method: "POST",
  path: "/v1/step-up",
  access: "officer",
  summary: "A fresh passkey check; holds for two minutes",
  body: z.strictObject({ response: webauthn }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "passkey-refused"],
})

export const enrolSigningKey = contract({
  method: "POST",
  path: "/v1/signing-key",
  access: "officer",
  summary: "Enrols the Ed25519 key that the officer's browser made and cannot export; needs a fresh passkey check",
  body: z.strictObject({ public: hex(32), proof: hex(64) }),
  reply: officer,
  problems: ["malformed", "not-signed-in", "step-up-needed", "bad-signature"],
})

export const listOfficers = contract({
  method: "GET",
  path: "/v1/officers",
  access: "officer",
  summary: "All officers, with roles, areas and signing keys",
  reply: z.strictObject({ officers: z.array(officer) }),
  problems: ["not-signed-in"],
})

export const changeOfficer = contract({
  method: "PUT",
  path: "/v1/officers/:id",
  access: "administrator",
  summary:
    "Takes roles or areas from another officer, or keeps them out; their sessions end at once. Nobody changes themselves, and what gives more needs another officer",
  body: z.strictObject({ roles: z.array(officerRole).check(z.minLength(1)), areas, suspended: z.boolean() }),
  reply: officer,
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-found",
    "same-officer",
    "another-must-agree",
  ],
})

const openSession = z.strictObject({
  /** The first half of the hash of its secret: names it, and opens nothing. */
  id: hex(16),
  officer: z.string(),
  openedAt: unixSeconds,
  seenAt: unixSeconds,
  /** Browser and system, as the browser called itself; null where it did not say. */
  device: z.nullable(z.string()),
  isOwn: z.boolean(),
  isThis: z.boolean(),
})
/** A browser in which an officer is signed in. */
export type OpenSession = z.infer<typeof openSession>

export const listSessions = contract({
  method: "GET",
  path: "/v1/sessions",
  access: "officer",
  summary: "Where one is signed in; for administrators, where everybody is",
  reply: z.strictObject({ sessions: z.array(openSession) }),
  problems: ["not-signed-in"],
})

export const endSession = contract({
  method: "DELETE",
  path: "/v1/sessions/:id",
  access: "officer",
  summary: "Ends a session of one's own, or, for administrators, any; it opens nothing from then on",
  reply: nothing,
  problems: ["not-signed-in", "not-found"],
})

export const endOtherSessions = contract({
  method: "DELETE",
  path: "/v1/sessions",
  access: "officer",
  summary: "Ends every other session of one's own",
  reply: nothing,
  problems: ["not-signed-in"],
})

/** One line of the append-only log (architecture: audit). */
export const auditEntry = z.strictObject({
  seq: z.int(),
  at: unixSeconds,
  officer: z.nullable(z.string()),
  act: z.string(),
  subject: z.nullable(z.string()),
  purpose: z.nullable(z.string()),
  hash: hex(32),
})

export const listAudit = contract({
  method: "GET",
  path: "/v1/audit",
  access: "auditor",
  summary: "The newest entries of the audit log, and whether its chain is whole",
  reply: z.strictObject({ entries: z.array(auditEntry), chainHolds: z.boolean() }),
  problems: ["not-signed-in", "not-allowed"],
})
