import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import { jsonOf } from "../accounts/sign-statement.ts"
import type { HealthDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { signRevokedPapers } from "../paper/papers.ts"
import { handOver } from "../partners/write-hand-over.ts"
import { issueCode } from "./issue-code.ts"

/** Codes, the rules behind them, and their way to partner systems. */
export function codeRoutes(handle: Handle, deps: HealthDeps): void {
  handle(api.getHealthRules, async () => {
    const inUse = deps.rules()
    return inUse ? done(jsonOf(inUse.envelope)) : refuse("not-ready")
  })

  handle(api.getRevokedPapers, async () => done(await signRevokedPapers(deps)))

  handle(api.issueHealthCode, async ({ who }) => {
    if (!who) return refuse("not-signed-in")
    const code = await issueCode(deps, who.id)
    return code ? done(code) : refuse("not-in-this-state")
  })

  handle(api.handOverCode, async ({ who, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!deps.partners.some(({ audience }) => audience === body.audience)) return refuse("not-found")
    const token = await handOver(deps, who.id, body.audience, body.nonce)
    return token === undefined ? refuse("not-in-this-state") : done({ token })
  })
}
