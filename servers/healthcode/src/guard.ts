import type { Access } from "@homesafe/api"
import type { HealthRole } from "@homesafe/db/health"
import { type Guard, makeHandle, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { HealthDeps } from "./deps.ts"
import { readSession, type Session } from "./people/sessions.ts"

/** Which role a contract asks for; null where any officer of this service may call. */
const roleOf: Partial<Record<Extract<Access, string>, HealthRole | null>> = {
  "health-officer": null,
  "health-reviewer": "reviewer",
  "health-appeals": "appeals",
}

/** Who may call what, by the contract's own access rule. An officer of the authority is nobody here. */
function healthGuard(deps: HealthDeps): Guard<Session | null> {
  return async ({ access }, request) => {
    if (access === "anyone") return null
    if (access === "resident") return (await readSession(deps, request, "resident")) ?? refuse("not-signed-in")
    const role = typeof access === "string" ? roleOf[access] : undefined
    if (role === undefined) return refuse("not-allowed")
    const session = await readSession(deps, request, "officer")
    if (!session) return refuse("not-signed-in")
    return role === null || session.roles.includes(role) ? session : refuse("not-allowed")
  }
}

/** Ties contracts to handlers behind this server's guard. */
export function healthHandle(app: FastifyInstance, deps: HealthDeps) {
  return makeHandle<Session | null>(app, healthGuard(deps))
}

/** See `healthHandle`. */
export type Handle = ReturnType<typeof healthHandle>
