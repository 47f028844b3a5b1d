import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import { findCase } from "../cases/find-cases.ts"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { callsOfCase, callsToMake } from "./find-calls.ts"
import { noteCall } from "./note-call.ts"
import { openCalls } from "./open-calls.ts"
import { changeCall, putCall } from "./put-call.ts"

/** The work-list of telephone calls. */
export function callRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(api.listCalls, async ({ who, query }) => {
    if (!who) return refuse("not-signed-in")
    const page = Math.floor(query.page ?? 0)
    const asked = { officer: who.officer.id, whose: query.whose }
    return done({ ...(await callsToMake(deps, asked, page)), now: deps.clock.now() })
  })

  handle(api.listCaseCalls, async ({ params }) => {
    const found = await findCase(deps, params.id)
    return found ? done({ calls: await callsOfCase(deps, found.id) }) : refuse("not-found")
  })

  handle(api.openCalls, async ({ who, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const people = await openCalls(deps, body.calls, who.officer.id, body.purpose)
    return typeof people === "string" ? refuse(people) : done({ people })
  })

  handle(api.putCall, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const found = await findCase(deps, params.id)
    if (!found) return refuse("not-found")
    return putCall(deps, who.officer.id, { caseId: found.id, id: params.call ?? "" }, body)
  })

  handle(api.changeCall, async ({ who, params, body }) =>
    who ? changeCall(deps, who.officer.id, params.id ?? "", body) : refuse("not-signed-in"),
  )

  handle(api.noteCall, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    return (await noteCall(deps, params.id ?? "", who.officer.id, body)) ? done({}) : refuse("not-found")
  })
}
