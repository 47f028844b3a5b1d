import { collectScreens, deliverScreen, listScreens, registerScreen, removeScreen as removal } from "@homesafe/api"
import { bytesOfHex, isSmallOrderKey, serviceDayOf } from "@homesafe/protocol"
import { done, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { findVenue } from "../venues/store.ts"
import { askForScreen, findAskedScreens, findScreens, removeScreen, writeScreenVerdict } from "./store.ts"

/** Screens of the operator's own venues. Neither a day key nor K_v comes here: the portal seals days to the screen itself. */
export function screenRoutes(handle: Handle, deps: PublicDeps): void {
  handle(listScreens, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const venue = await findVenue(deps, who.id, params.id ?? "")
    return venue ? done({ screens: await findScreens(deps, venue.id) }) : refuse("not-found")
  })

  handle(
    registerScreen,
    async ({ who, params, body }) => {
      if (!who) return refuse("not-signed-in")
      const venue = await findVenue(deps, who.id, params.id ?? "")
      if (!venue) return refuse("not-found")
      if (venue.state !== "reviewed" || venue.revoked !== null) return refuse("not-in-this-state")
      if (body.entrance >= venue.entrances.length) return refuse("malformed", "entrance")
      if (isSmallOrderKey(bytesOfHex(body.kioskKey))) return refuse("malformed", "kioskKey")
      const screen = await askForScreen(deps, venue.id, body)
      return typeof screen === "string" ? refuse(screen) : done(screen)
    },
    { perMinute: 60 },
  )

  handle(
    removal,
    async ({ who, params }) => {
      if (!who) return refuse("not-signed-in")
      const venue = await findVenue(deps, who.id, params.id ?? "")
      const today = serviceDayOf(deps.clock.now(), deps.offset)
      const removed = venue && (await removeScreen(deps, venue.id, params.screen ?? "", today))
      return removed ? done(removed) : refuse("not-found")
    },
    { perMinute: 60 },
  )
}

/** What the authority's server collects and delivers about screens. */
export function screenLinkRoutes(handle: Handle, deps: PublicDeps): void {
  handle(collectScreens, async () => done({ screens: await findAskedScreens(deps) }))

  handle(deliverScreen, async ({ params, body }) => {
    if ((body.state === "granted") !== (body.grant !== null)) return refuse("malformed")
    return (await writeScreenVerdict(deps, params.id ?? "", body)) ? done({}) : refuse("not-found")
  })
}
