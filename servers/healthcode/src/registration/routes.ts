import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { HealthDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { decideRegistration } from "./decide-registration.ts"
import { handIn, keepPicture } from "./hand-in.ts"
import { claimOldest, listWaiting } from "./queue.ts"
import { readRegistration } from "./read-registration.ts"

/** Handing a registration in, and the officers' queue. */
export function registrationRoutes(handle: Handle, deps: HealthDeps): void {
  handle(
    api.putHealthPicture,
    async ({ who, params, body }) => {
      if (!who) return refuse("not-signed-in")
      const kind = api.pictureKind.safeParse(params.kind)
      if (!kind.success) return refuse("not-found")
      return keepPicture(deps, who.id, kind.data, Buffer.from(body.picture, "base64"))
    },
    { bodyBytes: 7_100_000, perMinute: 20 },
  )

  handle(api.submitHealthRegistration, async ({ who, body }) =>
    who ? handIn(deps, who.id, body) : refuse("not-signed-in"),
  )

  handle(api.listHealthRegistrations, async ({ who }) =>
    who ? done(await listWaiting(deps, who.id)) : refuse("not-signed-in"),
  )

  handle(api.claimHealthRegistration, async ({ who }) =>
    who ? done({ id: await claimOldest(deps, who.id) }) : refuse("not-signed-in"),
  )

  handle(api.readHealthRegistration, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    return isId(params.id) ? readRegistration(deps, params.id, who.id) : refuse("not-found")
  })

  handle(api.decideHealthRegistration, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    return isId(params.id) ? decideRegistration(deps, params.id, who.id, body) : refuse("not-found")
  })
}

const isId = (text: string | undefined): text is string => api.uuid.safeParse(text).success
