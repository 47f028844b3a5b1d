import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import { withAccount } from "../accounts/account-keys.ts"
import type { HealthDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { declare, readDeclarations } from "./declare.ts"
import { linkCredential, readLinked, unlinkCredential } from "./link-credential.ts"

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

  handle(api.linkHealthCredential, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = api.uuid.safeParse(params.id)
    return id.success ? linkCredential(deps, who.id, id.data, body.texts) : refuse("malformed", "id")
  })

  handle(api.listHealthCredentials, async ({ who }) => {
    const linked = who && (await withAccount(deps, who.id, (tx, held) => readLinked(deps, tx, held)))
    return linked ? done({ credentials: linked.shown }) : refuse("not-signed-in")
  })

  handle(api.unlinkHealthCredential, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const id = api.uuid.safeParse(params.id)
    if (!id.success) return refuse("malformed", "id")
    await unlinkCredential(deps, who.id, id.data)
    return done({})
  })
}
