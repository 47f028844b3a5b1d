import { timingSafeEqual } from "node:crypto"
import { type Contract, hasRight, restingRights } from "@homesafe/api"
import { type Guard, makeHandle, type Refusal, refuse } from "@homesafe/service"
import type { FastifyInstance, FastifyRequest } from "fastify"
import { findMailRest } from "./accounts/change-mail.ts"
import type { PublicDeps } from "./deps.ts"
import { sessionCookie } from "./operators/routes.ts"
import { type Operator, readSession } from "./operators/sessions.ts"
import { findRest, findRole } from "./people/members.ts"

/** Who asks, and for which venue, where the contract names a right: the guard has looked that the role there allows it. */
export interface Asker extends Operator {
  readonly venue?: string
}

/** Who may call what, by the contract's own access rule. */
export function publicGuard(deps: PublicDeps): Guard<Asker | null> {
  return async (contract, request) => {
    if (contract.access === "anyone") return null
    if (contract.access === "operator") {
      const operator = await readSession(deps, sessionCookie(request, deps.origin))
      return operator ? atVenue(deps, contract, request, operator) : refuse("not-signed-in")
    }
    if (contract.access === "authority-link" && isLinkToken(request.headers.authorization, deps.linkToken)) return null
    return refuse("not-allowed")
  }
}

/** Looks in the table of roles at every call, so that a place that was taken away is gone at once. A stranger's venue is not there. */
async function atVenue(
  deps: PublicDeps,
  { right }: Contract,
  request: FastifyRequest,
  operator: Operator,
): Promise<Asker | Refusal> {
  if (!right) return operator
  const { id } = request.params as { readonly id?: string } // as: contracts with a right have it in their path
  if (id === undefined || id.includes("\0")) return refuse("not-found")
  const role = await findRole(deps.db, operator.id, id)
  if (!role) return refuse("not-found")
  if (!hasRight(role, right)) return refuse("not-allowed")
  if (request.method !== "GET" && restingRights.includes(right)) {
    const now = deps.clock.now()
    const rest = (await findRest(deps.db, now, id)) ?? (await findMailRest(deps.db, now, operator.id))
    if (rest !== null) return refuse("not-yet")
  }
  return { ...operator, venue: id }
}

function isLinkToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? "")
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Ties contracts to handlers behind this server's guard. */
export function publicHandle(app: FastifyInstance, deps: PublicDeps) {
  return makeHandle<Asker | null>(app, publicGuard(deps))
}

/** See `publicHandle`. */
export type Handle = ReturnType<typeof publicHandle>
