import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { findPlaces } from "../interviews/find-places.ts"
import { findCase } from "./find-cases.ts"
import { acceptCase, findOffers, offerCase, withdrawOffer } from "./hand-over.ts"

/** Cases between areas, and the places of every area. */
export function areaRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(api.offerCase, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const found = await findCase(deps, params.id)
    if (!found) return refuse("not-found")
    const offered = await offerCase(deps, who.officer, found.id, body)
    if (!offered.ok) return offered
    return done((await findCase(deps, found.id)) ?? found)
  })

  handle(api.withdrawCaseOffer, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const found = await findCase(deps, params.id)
    return found && (await withdrawOffer(deps, who.officer.id, found.id)) ? done({}) : refuse("not-found")
  })

  handle(api.listCaseOffers, async () => done({ offers: await findOffers(deps) }))

  handle(api.acceptCase, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const accepted = await acceptCase(deps, who.officer, params.id ?? "")
    if (!accepted.ok) return accepted
    const found = await findCase(deps, params.id)
    return found ? done(found) : refuse("not-found")
  })

  handle(api.findPlaces, async ({ query }) => done({ places: await findPlaces(deps, query.find) }))
}
