import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import { withAccount } from "../accounts/account-keys.ts"
import type { HealthDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../people/sessions.ts"
import { answerAppeal, claimAppeal, listAppeals, readAppeal, readShares } from "./answer-appeal.ts"
import { makeAppeal, readOwnAppeals } from "./make-appeal.ts"

/** Appeals, from both sides. */
export function appealRoutes(handle: Handle, deps: HealthDeps): void {
  const uuidOf = (id: string | undefined) => api.uuid.safeParse(id).data

  handle(api.makeHealthAppeal, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = uuidOf(params.id)
    return id === undefined ? refuse("malformed", "id") : makeAppeal(deps, who.id, id, body.text)
  })

  handle(api.listHealthAppeals, async ({ who }) => {
    const appeals = who && (await withAccount(deps, who.id, readOwnAppeals))
    return appeals ? done({ appeals }) : refuse("not-signed-in")
  })

  handle(api.listWaitingAppeals, async ({ who }) =>
    who ? done(await listAppeals(deps, who.id)) : refuse("not-signed-in"),
  )

  handle(api.claimHealthAppeal, async ({ who }) =>
    who ? done({ id: await claimAppeal(deps, who.id) }) : refuse("not-signed-in"),
  )

  handle(api.readHealthAppeal, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const id = uuidOf(params.id)
    return id === undefined ? refuse("not-found") : readAppeal(deps, id, who.id)
  })

  handle(api.readSharedVisits, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(deps, who)) return refuse("step-up-needed")
    const id = uuidOf(params.id)
    return id === undefined ? refuse("not-found") : readShares(deps, id, who.id, body.purpose)
  })

  handle(api.answerHealthAppeal, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = uuidOf(params.id)
    return id === undefined ? refuse("not-found") : answerAppeal(deps, id, who.id, body)
  })
}
