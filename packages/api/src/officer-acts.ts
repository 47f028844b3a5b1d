import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { areas, officerRole } from "./officers.ts"
import { area, id, nothing, unixSeconds, uuid } from "./shapes.ts"

const roles = z.array(officerRole).check(z.minLength(1))
const somebody = z.strictObject({ id, name: z.string() })
/** Why an officer needs a new passkey, in words. */
const recoveryReason = z.string().check(z.minLength(3), z.maxLength(300))

/** What one officer proposed about officers and another must agree to (ADR 0039). */
const officerAct = z.strictObject({
  id,
  kind: z.enum(["invitation", "recovery", "change"]),
  /** Whom it is about; null for an invitation, whose name the invited officer chooses. */
  officer: z.nullable(somebody),
  roles: z.array(officerRole),
  areas: z.array(area),
  reason: z.nullable(z.string()),
  state: z.enum(["proposed", "agreed"]),
  proposedBy: somebody,
  expires: unixSeconds,
  /** Whether the asking officer may agree to it, may end it, and may have its link made. */
  mayAgree: z.boolean(),
  mayEnd: z.boolean(),
  mayLink: z.boolean(),
})
/** See `officerAct`. */
export type OfficerAct = z.infer<typeof officerAct>

export const listOfficerActs = contract({
  method: "GET",
  path: "/v1/officer-acts",
  access: "officer",
  summary: "Invitations, recoveries and new rights that wait for another officer or for the invited one, newest first",
  reply: z.strictObject({
    acts: z.array(officerAct),
    /** Whether one administrator is still enough: until a second one has enrolled. */
    oneIsEnough: z.boolean(),
    administrators: z.int(),
  }),
  problems: ["not-signed-in"],
})

const proposing = {
  method: "PUT",
  access: "administrator",
  problems: ["malformed", "not-signed-in", "not-allowed", "step-up-needed", "not-in-this-state"],
} as const
const proposed = z.strictObject({ state: z.enum(["proposed", "agreed"]) })

export const inviteOfficer = contract({
  ...proposing,
  path: "/v1/officer-acts/invitations/:id",
  summary: "Proposes to invite an officer; another one agrees. The same random id again is the same invitation",
  body: z.strictObject({ roles, areas }),
  reply: proposed,
})

export const recoverOfficer = contract({
  ...proposing,
  path: "/v1/officer-acts/recoveries/:id",
  summary: "Proposes that an officer who lost the passkey makes a new one, with the reason; another one agrees",
  body: z.strictObject({ officer: uuid, reason: recoveryReason }),
  reply: proposed,
  problems: [...proposing.problems, "not-found", "same-officer"],
})

export const proposeOfficerChange = contract({
  ...proposing,
  path: "/v1/officer-acts/changes/:id",
  summary: "Proposes roles or areas that give an officer more than before; another one agrees",
  body: z.strictObject({ officer: uuid, roles, areas }),
  reply: proposed,
  problems: [...proposing.problems, "not-found", "same-officer"],
})

export const decideOfficerAct = contract({
  method: "POST",
  path: "/v1/officer-acts/:id/decision",
  access: "officer",
  summary:
    "Another administrator agrees, or, where there is no other, another officer with a signing key; or it is ended: by an administrator, or by the officer whom it is about",
  body: z.strictObject({ agreed: z.boolean() }),
  reply: nothing,
  problems: [
    "malformed",
    "not-signed-in",
    "not-allowed",
    "step-up-needed",
    "not-found",
    "same-officer",
    "not-in-this-state",
  ],
})

export const makeOfficerLink = contract({
  method: "POST",
  path: "/v1/officer-acts/:id/link",
  access: "officer",
  summary: "Makes the link of what was agreed, for one of the two who did; works once, and a link made before is void",
  body: nothing,
  reply: z.strictObject({ link: z.string(), expires: unixSeconds }),
  problems: ["malformed", "not-signed-in", "not-allowed", "step-up-needed", "not-found", "not-in-this-state"],
})
