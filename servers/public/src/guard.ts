import { timingSafeEqual } from "node:crypto"
import { type Guard, makeHandle, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { PublicDeps } from "./deps.ts"
import { sessionCookie } from "./operators/routes.ts"
import { type Operator, readSession } from "./operators/sessions.ts"

/** Who may call what, by the contract's own access rule. */
export function publicGuard(deps: PublicDeps): Guard<Operator | null> {
  return async (contract, request) => {
    if (contract.access === "anyone") return null
    if (contract.access === "operator") {
      return (await readSession(deps, sessionCookie(request, deps.origin))) ?? refuse("not-signed-in")
    }
    if (contract.access === "authority-link" && isLinkToken(request.headers.authorization, deps.linkToken)) return null
    return refuse("not-allowed")
  }
}

function isLinkToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? "")
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Ties contracts to handlers behind this server's guard. */
export function publicHandle(app: FastifyInstance, deps: PublicDeps) {
  return makeHandle<Operator | null>(app, publicGuard(deps))
}

/** See `publicHandle`. */
export type Handle = ReturnType<typeof publicHandle>
