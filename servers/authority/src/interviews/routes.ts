import { putInterviewVisit, removeInterviewVisit } from "@homesafe/api"
import { refuse } from "@homesafe/service"
import { findCase } from "../cases/find-cases.ts"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { keepStay, removeStay } from "./keep-stay.ts"

/** What cases without the app, or who forgot to scan, tell officers. */
export function interviewRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(putInterviewVisit, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const found = await findCase(deps, params.id)
    if (!found) return refuse("not-found")
    return keepStay(deps, who.officer.id, { caseId: found.id, id: params.visit ?? "" }, body)
  })

  handle(removeInterviewVisit, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const found = await findCase(deps, params.id)
    return found ? removeStay(deps, who.officer.id, { caseId: found.id, id: params.visit ?? "" }) : refuse("not-found")
  })
}
