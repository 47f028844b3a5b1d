import * as api from "@homesafe/api"
import { bytesOfBase64url, isHex } from "@homesafe/protocol"
import { done, refuse } from "@homesafe/service"
import type { HealthDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { keepShare, listShares, revokeShare } from "./shares.ts"

/** Visits that somebody shares of their own accord, and takes back. */
export function shareRoutes(handle: Handle, deps: HealthDeps): void {
  handle(api.shareVisits, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const box = bytesOfBase64url(body.box)
    return box && isHex(params.id, 16) ? keepShare(deps, who.id, params.id, box) : refuse("malformed")
  })

  handle(api.listShares, async ({ who }) =>
    who ? done({ shares: await listShares(deps, who.id) }) : refuse("not-signed-in"),
  )

  handle(api.revokeShare, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    return isHex(params.id, 16) ? done(await revokeShare(deps, who.id, params.id)) : refuse("malformed")
  })
}
