import {
  acknowledgeObjection,
  collectObjections,
  deliverVenueNotice,
  findVenueContacts,
  listVenueNotices,
  objectToNotice,
} from "@homesafe/api"
import { isHex } from "@homesafe/protocol"
import { done, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { findVenue } from "../venues/store.ts"
import { findContacts, findNotices, findObjections, keepNotice, keepObjection, markCollected } from "./store.ts"

/** What a venue is told of warnings about it, and what it says against one. */
export function noticeRoutes(handle: Handle, deps: PublicDeps): void {
  handle(listVenueNotices, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const venue = await findVenue(deps, who.id, params.id ?? "")
    return venue ? done({ notices: await findNotices(deps, venue.id) }) : refuse("not-found")
  })

  handle(
    objectToNotice,
    async ({ who, params, body }) => {
      if (!who) return refuse("not-signed-in")
      const venue = await findVenue(deps, who.id, params.id ?? "")
      if (!venue || !isHex(params.notice, 16)) return refuse("not-found")
      const kept = await keepObjection(deps, venue.id, params.notice, body.text)
      return typeof kept === "string" ? refuse(kept) : done(kept)
    },
    { perMinute: 30 },
  )
}

/** What the authority's server delivers and collects about notices. */
export function noticeLinkRoutes(handle: Handle, deps: PublicDeps): void {
  handle(deliverVenueNotice, async ({ params, body }) => {
    if (!isHex(params.notice, 16)) return refuse("malformed", "notice")
    return (await keepNotice(deps, params.notice, body)) ? done({}) : refuse("not-found")
  })

  handle(findVenueContacts, async ({ params }) => {
    const contacts = await findContacts(deps, params.id ?? "")
    return contacts ? done(contacts) : refuse("not-found")
  })

  handle(collectObjections, async () => done({ objections: await findObjections(deps) }))

  handle(acknowledgeObjection, async ({ params }) => {
    if (isHex(params.notice, 16)) await markCollected(deps, params.notice)
    return done({})
  })
}
