import { createHash, randomBytes } from "node:crypto"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { AuthorityDeps } from "../deps.ts"
import type { Asked } from "./ask-provider.ts"

/** Seconds in which somebody must come back from the provider. */
const REQUEST_SECONDS = 600

/** What a way to the provider is for. */
export type OidcWish =
  | { readonly kind: "sign-in" }
  | { readonly kind: "enrol"; readonly token: string; readonly name: string }
  | { readonly kind: "step-up"; readonly officer: string; readonly session: Buffer }

const hashOf = (text: string) => createHash("sha256").update(text).digest()
const secret = () => randomBytes(32).toString("base64url")
const cookieName = ({ consoleOrigin }: AuthorityDeps) =>
  consoleOrigin.startsWith("https:") ? "__Host-homesafe-oidc" : "homesafe-oidc"

/** Keeps what the answer must match. A cookie binds it to this browser: an answer that somebody else was given opens nothing here. */
export async function keepRequest(deps: AuthorityDeps, reply: FastifyReply, wish: OidcWish): Promise<Asked> {
  const { db, clock, consoleOrigin } = deps
  const now = clock.now()
  const [state, nonce, verifier, browser] = [secret(), secret(), secret(), secret()]
  await db.deleteFrom("oidc_requests").where("expires", "<", now).execute()
  await db
    .insertInto("oidc_requests")
    .values({
      ...{ state: hashOf(state), browser: hashOf(browser), nonce, verifier, kind: wish.kind },
      invitation: wish.kind === "enrol" ? JSON.stringify({ token: wish.token, name: wish.name }) : null,
      session: wish.kind === "step-up" ? wish.session : null,
      officer_id: wish.kind === "step-up" ? wish.officer : null,
      ...{ started_at: now, expires: now + REQUEST_SECONDS },
    })
    .execute()
  const secure = consoleOrigin.startsWith("https:")
  void reply.setCookie(cookieName(deps), browser, {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure,
    maxAge: REQUEST_SECONDS,
  })
  return { state, nonce, verifier, startedAt: now }
}

/** Takes the request that an answer belongs to: once, in the browser that asked, and in time. */
export async function spendRequest(
  deps: AuthorityDeps,
  request: FastifyRequest,
  query: string,
): Promise<{ readonly asked: Asked; readonly wish: OidcWish } | undefined> {
  const state = new URLSearchParams(query).get("state") ?? ""
  const browser = request.cookies[cookieName(deps)]
  if (state === "" || browser === undefined) return undefined
  const row = await deps.db
    .deleteFrom("oidc_requests")
    .where("state", "=", hashOf(state))
    .where("browser", "=", hashOf(browser))
    .where("expires", ">=", deps.clock.now())
    .returningAll()
    .executeTakeFirst()
  if (!row) return undefined
  const asked = { state, nonce: row.nonce, verifier: row.verifier, startedAt: row.started_at }
  if (row.kind === "enrol")
    return { asked, wish: { kind: "enrol", ...(row.invitation as { token: string; name: string }) } } // as: written above
  if (row.kind === "sign-in") return { asked, wish: { kind: "sign-in" } }
  if (!row.session || row.officer_id === null) return undefined
  return { asked, wish: { kind: "step-up", officer: row.officer_id, session: row.session } }
}
