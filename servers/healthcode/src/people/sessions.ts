import { createHash, randomBytes } from "node:crypto"
import type { HealthRole, HolderKind } from "@homesafe/db/health"
import { keptSeconds } from "@homesafe/domain"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { HealthDeps } from "../deps.ts"

/** Seconds without a request after which a session ends. */
const IDLE_SECONDS = 15 * 60
/** Seconds after which a session ends whatever happens. */
const LONGEST_SECONDS = keptSeconds("health-sessions")
/** Seconds for which a fresh passkey check holds. */
const STEP_UP_SECONDS = 120
/** No cookie of ours goes to another server of the same origin. */
const PATH = "/health-code/"

/** Somebody who is signed in. */
export interface Session {
  readonly hash: Buffer
  /** The account, or the officer. */
  readonly id: string
  /** An officer's name and roles; empty for a resident. */
  readonly name: string
  readonly roles: readonly HealthRole[]
  readonly expires: number
  readonly steppedUpAt: number | null
}

const hashOf = (secret: string) => createHash("sha256").update(secret).digest()
const originOf = (deps: HealthDeps, kind: HolderKind) => (kind === "officer" ? deps.consoleOrigin : deps.publicOrigin)
const isSecure = (deps: HealthDeps, kind: HolderKind) => originOf(deps, kind).startsWith("https:")

function cookieName(deps: HealthDeps, kind: HolderKind): string {
  return `${isSecure(deps, kind) ? "__Secure-" : ""}homesafe-health-${kind}`
}

/** Opens a session under a new secret, and ends the one that the browser held; the cookie holds the secret, the table its hash. */
export async function openSession(
  deps: HealthDeps,
  kind: HolderKind,
  holder: string,
  reply: FastifyReply,
): Promise<Session> {
  const secret = randomBytes(32).toString("base64url")
  const now = deps.clock.now()
  const name = cookieName(deps, kind)
  const held = reply.request.cookies[name]
  if (held !== undefined) await deps.db.deleteFrom("sessions").where("hash", "=", hashOf(held)).execute()
  await deps.db
    .insertInto("sessions")
    .values({ hash: hashOf(secret), kind, holder, opened_at: now, seen_at: now, stepped_up_at: now })
    .execute()
  void reply.setCookie(name, secret, { path: PATH, httpOnly: true, sameSite: "strict", secure: isSecure(deps, kind) })
  const session = await findSession(deps, kind, secret)
  if (!session) throw new Error("the session was not kept")
  return session
}

/** The session of a request, if it still holds; its idle time starts anew. */
export async function readSession(
  deps: HealthDeps,
  request: FastifyRequest,
  kind: HolderKind,
): Promise<Session | undefined> {
  const secret = request.cookies[cookieName(deps, kind)]
  return secret === undefined ? undefined : findSession(deps, kind, secret)
}

async function findSession({ db, clock }: HealthDeps, kind: HolderKind, secret: string): Promise<Session | undefined> {
  const now = clock.now()
  const row = await db
    .updateTable("sessions")
    .set({ seen_at: now })
    .where("hash", "=", hashOf(secret))
    .where("kind", "=", kind)
    .where("seen_at", ">=", now - IDLE_SECONDS)
    .where("opened_at", ">=", now - LONGEST_SECONDS)
    .returningAll()
    .executeTakeFirst()
  if (!row) return undefined
  const expires = Math.min(now + IDLE_SECONDS, row.opened_at + LONGEST_SECONDS)
  const session = { hash: row.hash, id: row.holder, expires, steppedUpAt: row.stepped_up_at }
  if (kind === "resident") return { ...session, name: "", roles: [] }
  const officer = await db
    .selectFrom("officers")
    .select(["name", "roles"])
    .where("id", "=", row.holder)
    .where("suspended_at", "is", null)
    .executeTakeFirst()
  return officer && { ...session, ...officer }
}

/** Notes a fresh passkey check. */
export async function markSteppedUp({ db, clock }: HealthDeps, session: Session): Promise<void> {
  await db.updateTable("sessions").set({ stepped_up_at: clock.now() }).where("hash", "=", session.hash).execute()
}

/** Whether the person has just shown a passkey. */
export function isSteppedUp({ clock }: HealthDeps, { steppedUpAt }: Session): boolean {
  return steppedUpAt !== null && clock.now() - steppedUpAt <= STEP_UP_SECONDS
}

/** Ends a session. */
export async function closeSession(deps: HealthDeps, kind: HolderKind, session: Session, reply: FastifyReply) {
  await deps.db.deleteFrom("sessions").where("hash", "=", session.hash).execute()
  forgetCookie(deps, kind, reply)
}

/** Takes the cookie from the browser. */
export function forgetCookie(deps: HealthDeps, kind: HolderKind, reply: FastifyReply): void {
  void reply.clearCookie(cookieName(deps, kind), { path: PATH })
}
