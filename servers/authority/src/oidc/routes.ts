import { finishOidc, startOidc, startOidcStepUp } from "@homesafe/api"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSuspended } from "../officers/change-officer.ts"
import { enrolOfficer, findInvitation } from "../officers/invitations.ts"
import { markSteppedUp, openSession, readSession, type Session, tellSession } from "../officers/sessions.ts"
import { addressFor, subjectOf } from "./ask-provider.ts"
import { keepRequest, type OidcWish, spendRequest } from "./oidc-requests.ts"

/** Signing in at the authority's identity provider. */
export function oidcRoutes(handle: Handle, deps: AuthorityDeps): void {
  const begin = async (reply: FastifyReply, wish: OidcWish): Promise<Outcome<{ address: string }>> => {
    if (!deps.oidc) return refuse("not-ready")
    const asked = await keepRequest(deps, reply, wish)
    const address = await addressFor(deps, deps.oidc, asked).catch(() => undefined)
    if (address === undefined) deps.log.error("identity-provider-unreachable")
    return address === undefined ? refuse("not-ready") : done({ address })
  }

  handle(
    startOidc,
    async ({ body: { invitation }, reply }) => {
      if (invitation === null) return begin(reply, { kind: "sign-in" })
      if (!(await findInvitation(deps, invitation.token))) return refuse("link-expired")
      return begin(reply, { kind: "enrol", ...invitation })
    },
    { perMinute: 30 },
  )

  handle(startOidcStepUp, async ({ who, reply }) =>
    who ? begin(reply, { kind: "step-up", officer: who.officer.id, session: who.hash }) : refuse("not-signed-in"),
  )

  handle(
    finishOidc,
    async ({ body, request, reply }) => {
      if (!deps.oidc) return refuse("not-ready")
      const found = await spendRequest(deps, request, body.query)
      const subject = found && (await subjectOf(deps, deps.oidc, body.query, found.asked))
      if (!found || subject === undefined) return refuse("sign-in-refused")
      const { wish } = found
      const session =
        wish.kind === "step-up" ? await stepUp(deps, request, wish, subject) : await signIn(deps, reply, wish, subject)
      if (session === "link-expired" || session === "sign-in-refused") return refuse(session)
      return done({ ...tellSession(deps, session), kind: wish.kind })
    },
    { perMinute: 30 },
  )
}

/** Who is at this subject, with the session that is theirs; an account is made for an invitation, and never for a claim. */
async function signIn(
  deps: AuthorityDeps,
  reply: FastifyReply,
  wish: Exclude<OidcWish, { kind: "step-up" }>,
  subject: string,
): Promise<Session | "link-expired" | "sign-in-refused"> {
  const issuer = deps.oidc?.issuer ?? ""
  const bound = await officerOf(deps, subject)
  if (wish.kind === "enrol") {
    // Somebody else's invitation is not spent on a subject that is an officer already.
    if (bound !== undefined) return "sign-in-refused"
    const officer = await enrolOfficer(deps, wish.token, wish.name, { issuer, subject })
    return officer ? openSession(deps, officer.id, reply, "oidc") : "link-expired"
  }
  if (bound === undefined || (await isSuspended(deps, bound))) return "sign-in-refused"
  return openSession(deps, bound, reply, "oidc")
}

/** A fresh check counts in the session that asked for it, and for its own officer. */
async function stepUp(
  deps: AuthorityDeps,
  request: FastifyRequest,
  wish: Extract<OidcWish, { kind: "step-up" }>,
  subject: string,
): Promise<Session | "sign-in-refused"> {
  const session = await readSession(deps, request)
  const isTheirs = session?.hash.equals(wish.session) && (await officerOf(deps, subject)) === session.officer.id
  if (!session || !isTheirs) return "sign-in-refused"
  await markSteppedUp(deps, session)
  return session
}

async function officerOf({ db, oidc }: AuthorityDeps, subject: string): Promise<string | undefined> {
  const asked = db
    .selectFrom("oidc_subjects")
    .select("officer_id")
    .where("issuer", "=", oidc?.issuer ?? "")
  return (await asked.where("subject", "=", subject).executeTakeFirst())?.officer_id
}
