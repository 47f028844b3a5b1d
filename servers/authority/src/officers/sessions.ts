import { createHash, randomBytes } from "node:crypto"
import type { Officer, officerSession } from "@homesafe/api"
import { keptSeconds } from "@homesafe/domain"
import { serviceDayOf } from "@homesafe/protocol"
import type { FastifyReply, FastifyRequest } from "fastify"
import type * as z from "zod/mini"
import type { AuthorityDeps } from "../deps.ts"
import { deviceOf } from "./device-of.ts"
import { findOfficers } from "./find-officers.ts"

/** Seconds without a request after which a session ends. */
export const IDLE_SECONDS = 15 * 60
/** Seconds after which a session ends whatever happens. */
export const LONGEST_SECONDS = keptSeconds("officer-sessions")
/** Seconds for which a fresh passkey check holds. */
export const STEP_UP_SECONDS = 120

/** A signed-in officer. */
export interface Session {
  readonly hash: Buffer
  readonly officer: Officer
  readonly expires: number
  readonly steppedUpAt: number | null
  /** How the officer came in, and makes a fresh check. */
  readonly way: "passkey" | "oidc"
}

const hashOf = (secret: string) => createHash("sha256").update(secret).digest()

function cookieName({ consoleOrigin }: AuthorityDeps): string {
  return consoleOrigin.startsWith("https:") ? "__Host-homesafe-officer" : "homesafe-officer"
}

/** Opens a session under a new secret, and ends the one that the browser held (ASVS 7.2.4); the cookie holds the secret, the table its hash. */
export async function openSession(
  deps: AuthorityDeps,
  officerId: string,
  reply: FastifyReply,
  way: Session["way"] = "passkey",
): Promise<Session> {
  const secret = randomBytes(32).toString("base64url")
  const now = deps.clock.now()
  const device = deviceOf(reply.request.headers["user-agent"])
  const held = reply.request.cookies[cookieName(deps)]
  if (held !== undefined) await deps.db.deleteFrom("sessions").where("hash", "=", hashOf(held)).execute()
  await deps.db
    .deleteFrom("sessions")
    .where("opened_at", "<", now - LONGEST_SECONDS)
    .execute()
  await deps.db
    .insertInto("sessions")
    .values({
      hash: hashOf(secret),
      officer_id: officerId,
      opened_at: now,
      seen_at: now,
      stepped_up_at: now,
      way,
      device,
    })
    .execute()
  const secure = deps.consoleOrigin.startsWith("https:")
  void reply.setCookie(cookieName(deps), secret, { path: "/", httpOnly: true, sameSite: "strict", secure })
  const session = await findSession(deps, secret)
  if (!session) throw new Error("the session was not kept")
  return session
}

/** The session of a request, if it still holds; its idle time starts anew. */
export async function readSession(deps: AuthorityDeps, request: FastifyRequest): Promise<Session | undefined> {
  const secret = request.cookies[cookieName(deps)]
  return secret === undefined ? undefined : findSession(deps, secret)
}

async function findSession({ db, clock, offset }: AuthorityDeps, secret: string): Promise<Session | undefined> {
  const now = clock.now()
  const row = await db
    .updateTable("sessions")
    .set({ seen_at: now })
    .where("hash", "=", hashOf(secret))
    .where("seen_at", ">=", now - IDLE_SECONDS)
    .where("opened_at", ">=", now - LONGEST_SECONDS)
    .returningAll()
    .executeTakeFirst()
  if (!row) return undefined
  const [officer] = await findOfficers(db, serviceDayOf(now, offset), row.officer_id)
  if (!officer || officer.suspendedAt !== null) return undefined
  const expires = Math.min(now + IDLE_SECONDS, row.opened_at + LONGEST_SECONDS)
  return { hash: row.hash, officer, expires, steppedUpAt: row.stepped_up_at, way: row.way }
}

/** A session as its own browser is told of it. */
export function tellSession(
  { demonstration, clock }: AuthorityDeps,
  { officer, expires, way }: Session,
): z.infer<typeof officerSession> {
  return { officer, expires, demonstration, now: clock.now(), way }
}

/** Notes a fresh passkey check. */
export async function markSteppedUp({ db, clock }: AuthorityDeps, session: Session): Promise<void> {
  await db.updateTable("sessions").set({ stepped_up_at: clock.now() }).where("hash", "=", session.hash).execute()
}

/** Whether the officer has just shown a passkey. */
export function isSteppedUp(session: Session, now: number): boolean {
  return session.steppedUpAt !== null && now - session.steppedUpAt <= STEP_UP_SECONDS
}

/** Ends a session. */
export async function closeSession(deps: AuthorityDeps, session: Session, reply: FastifyReply): Promise<void> {
  await deps.db.deleteFrom("sessions").where("hash", "=", session.hash).execute()
  void reply.clearCookie(cookieName(deps), { path: "/" })
  void reply.header("clear-site-data", '"cache"')
}
