import type { Contract, Officer } from "@homesafe/api"
import { type Guard, makeHandle, type Refusal, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { AuthorityDeps } from "./deps.ts"
import { readSession, type Session } from "./officers/sessions.ts"

/** Whether an officer with these roles may use a route. The one rule; the route × role test reads the same contracts. */
export function isAllowed(contract: Contract, roles: Officer["roles"]): boolean {
  if (contract.access === "officer") return true
  return roles.some((role) => role === contract.access)
}

/** Asks who is there and whether the contract lets them in. */
export function authorityGuard(deps: AuthorityDeps): Guard<Session | null> {
  return async (contract, request): Promise<Session | null | Refusal> => {
    if (contract.access === "anyone") return null
    const session = await readSession(deps, request)
    if (!session) return refuse("not-signed-in")
    return isAllowed(contract, session.officer.roles) ? session : refuse("not-allowed")
  }
}

/** Ties contracts to handlers behind this server's guard. */
export function authorityHandle(app: FastifyInstance, deps: AuthorityDeps) {
  return makeHandle<Session | null>(app, authorityGuard(deps))
}

/** See `authorityHandle`. */
export type Handle = ReturnType<typeof authorityHandle>
