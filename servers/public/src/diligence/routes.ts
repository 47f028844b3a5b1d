import { deliverDoorInspection, getDiligence, noteCheck } from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { findVenue } from "../venues/store.ts"
import { findDiligence, keepCheck, keepFinding } from "./store.ts"

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** What a venue can show that it did. There is nothing about visitors in it, and nothing about who checked. */
export function diligenceRoutes(handle: Handle, deps: PublicDeps): void {
  handle(getDiligence, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const venue = await findVenue(deps, who.id, params.id ?? "")
    return venue ? done(await findDiligence(deps, venue.id)) : refuse("not-found")
  })

  handle(
    noteCheck,
    async ({ who, params, body }) => {
      if (!who) return refuse("not-signed-in")
      const venue = await findVenue(deps, who.id, params.id ?? "")
      if (!venue) return refuse("not-found")
      return (await keepCheck(deps, venue, body)) ? done({}) : refuse("malformed", "entrance")
    },
    { perMinute: 120 },
  )
}

/** What the authority's server delivers. */
export function diligenceLinkRoutes(handle: Handle, deps: PublicDeps): void {
  handle(deliverDoorInspection, async ({ params, body }) => {
    const id = params.id ?? ""
    if (!UUID.test(id)) return refuse("malformed", "id")
    return (await keepFinding(deps, id, body)) ? done({}) : refuse("not-found")
  })
}
