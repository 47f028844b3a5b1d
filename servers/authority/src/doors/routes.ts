import { answerAtDoor, getVenueAtDoor, listDoorInspections, noteDoor } from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { answerRequestAtDoor } from "../requests/ask-venues.ts"
import { findAtDoor, findDoorInspections } from "./find-at-door.ts"
import { keepDoor } from "./note-door.ts"

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** An inspector at a door. What is read there is checked in the inspector's browser; a venue's own key never comes here. */
export function doorRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(getVenueAtDoor, async ({ query }) => {
    const found = await findAtDoor(deps, query)
    return found ? done(found) : refuse("not-found")
  })

  handle(noteDoor, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = params.id ?? ""
    return UUID.test(id) ? keepDoor(deps, who.officer.id, id, body) : refuse("malformed", "id")
  })

  handle(listDoorInspections, async ({ query }) => done(await findDoorInspections(deps, Math.floor(query.page ?? 0))))

  handle(answerAtDoor, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    return answerRequestAtDoor(deps, who.officer.id, params.request ?? "", body.box)
  })
}
