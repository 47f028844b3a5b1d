import {
  acknowledgeVenueAnswer,
  answerVenueRequest,
  collectVenueAnswers,
  deliverVenueRequest,
  listVenueRequests,
} from "@homesafe/api"
import { bytesOfBase64url, isHex } from "@homesafe/protocol"
import { done, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { findVenue } from "../venues/store.ts"
import { dropAnswer, findAnswers, findRequests, keepRequest, writeAnswer } from "./store.ts"

/** What the authority asks of the operator's own venues. This server relays a box that it cannot open. */
export function requestRoutes(handle: Handle, deps: PublicDeps): void {
  handle(listVenueRequests, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const venue = await findVenue(deps, who.id, params.id ?? "")
    return venue ? done({ requests: await findRequests(deps, venue.id) }) : refuse("not-found")
  })

  handle(
    answerVenueRequest,
    async ({ who, params, body }) => {
      if (!who) return refuse("not-signed-in")
      const venue = await findVenue(deps, who.id, params.id ?? "")
      const id = params.request
      if (!venue || !isHex(id, 16)) return refuse("not-found")
      const box = body.box === null ? null : bytesOfBase64url(body.box)
      if (box === undefined) return refuse("malformed", "box")
      const written = await writeAnswer(deps, venue.id, id, box)
      return typeof written === "string" ? refuse(written) : done(written)
    },
    { perMinute: 60 },
  )
}

/** What the authority's server delivers and collects about requests. */
export function requestLinkRoutes(handle: Handle, deps: PublicDeps): void {
  handle(deliverVenueRequest, async ({ params, body }) => {
    if (!isHex(params.request, 16)) return refuse("malformed", "request")
    return (await keepRequest(deps, params.request, body)) ? done({}) : refuse("not-found")
  })

  handle(collectVenueAnswers, async () => done({ answers: await findAnswers(deps) }))

  handle(acknowledgeVenueAnswer, async ({ params }) => {
    if (isHex(params.request, 16)) await dropAnswer(deps, params.request)
    return done({})
  })
}
