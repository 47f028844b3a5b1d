import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import { withAccount } from "../accounts/account-keys.ts"
import type { HealthDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { declare, readDeclarations } from "./declare.ts"

/** What people declare about themselves. No other service has a way in here. */
export function factRoutes(handle: Handle, deps: HealthDeps): void {
  handle(api.addHealthDeclaration, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = api.uuid.safeParse(params.id)
    return id.success ? declare(deps, who.id, id.data, body) : refuse("malformed", "id")
  })

  handle(api.listHealthDeclarations, async ({ who }) => {
    const declarations = who && (await withAccount(deps, who.id, readDeclarations))
    return declarations ? done({ declarations }) : refuse("not-signed-in")
  })
}
