import {
  applyForVenue,
  closeVenue,
  getVenue,
  listVenues,
  makePosterFonts,
  proposeChange,
  setVenuePhone,
} from "@homesafe/api"
import { entranceNames, isVehicleConsistent } from "@homesafe/domain"
import { checkNames } from "@homesafe/protocol"
import { done, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { proposeDetails, setClosed, setPhone } from "./change-venue.ts"
import { subsetFace } from "./poster-fonts.ts"
import { addVenue, findVenue, findVenues } from "./store.ts"

/** The venue portal's routes. A venue's secret never comes here: only its commitment does. */
export function venueRoutes(handle: Handle, deps: PublicDeps): void {
  handle(listVenues, async ({ who }) => {
    if (!who) return refuse("not-signed-in")
    return done({ venues: await findVenues(deps, who.id) })
  })

  handle(getVenue, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const venue = await findVenue(deps, who.id, params.id ?? "")
    return venue ? done(venue) : refuse("not-found")
  })

  handle(
    applyForVenue,
    async ({ who, body }) => {
      if (!who) return refuse("not-signed-in")
      if (!isVehicleConsistent(body)) return refuse("malformed", "plate")
      for (const [i, entrance] of body.entrances.entries()) {
        const names = checkNames(entranceNames(body.names, entrance.names))
        if (!names.ok) return refuse("name-not-allowed", `entrances/${i}`)
      }
      const added = await addVenue(deps, who.id, body)
      return typeof added === "string" ? refuse(added) : done(added)
    },
    // A list of premises comes row by row; what waits is bounded by itself.
    { perMinute: 60 },
  )

  handle(
    proposeChange,
    async ({ who, params, body }) => {
      if (!who) return refuse("not-signed-in")
      const changed = await proposeDetails(deps, who.id, params.id ?? "", body)
      return typeof changed === "string" ? refuse(changed) : done(changed)
    },
    { perMinute: 10 },
  )

  handle(
    setVenuePhone,
    async ({ who, params, body }) => {
      if (!who) return refuse("not-signed-in")
      const changed = await setPhone(deps, who.id, params.id ?? "", body.phone)
      return typeof changed === "string" ? refuse(changed) : done(changed)
    },
    { perMinute: 10 },
  )

  handle(
    closeVenue,
    async ({ who, params, body }) => {
      if (!who) return refuse("not-signed-in")
      const changed = await setClosed(deps, who.id, params.id ?? "", body.closed)
      return typeof changed === "string" ? refuse(changed) : done(changed)
    },
    { perMinute: 60 },
  )

  handle(
    makePosterFonts,
    async ({ body }) => {
      const face = async (name: Parameters<typeof subsetFace>[0]) =>
        (await subsetFace(name, body.text)).toString("base64url")
      return done({
        hkRegular: await face("hkRegular"),
        hkBold: await face("hkBold"),
        scRegular: await face("scRegular"),
        scBold: await face("scBold"),
      })
    },
    { perMinute: 60 },
  )
}
