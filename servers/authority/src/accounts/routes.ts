import { decideAccountRequest as decideRoute, listAccountRequests } from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { decideAccountRequest } from "./decide-account-request.ts"
import { findAccountRequests } from "./find-account-requests.ts"

/** What is asked of officers about operators' accounts. */
export function accountRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(listAccountRequests, async () => done(await findAccountRequests(deps)))

  handle(decideRoute, async ({ who, params, body }) =>
    who ? decideAccountRequest(deps, who.officer.id, params.id ?? "", body) : refuse("not-signed-in"),
  )
}
