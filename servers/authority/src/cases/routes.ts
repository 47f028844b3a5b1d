import { getCase, listCases, openCase as openCaseContract, readVisits as readCaseVisits } from "@homesafe/api"
import { pathogenOf } from "@homesafe/domain"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { findCases } from "./find-cases.ts"
import { openCase } from "./open-case.ts"
import { readVisits } from "./read-visits.ts"

/** Cases and their visits. */
export function caseRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(listCases, async () => done({ cases: await findCases(deps) }))

  handle(getCase, async ({ params }) => {
    const [found] = await findCases(deps, params.id ?? "")
    return found ? done(found) : refuse("not-found")
  })

  handle(openCaseContract, async ({ who, body }) => {
    const profile = pathogenOf(body.pathogen)
    if (!who) return refuse("not-signed-in")
    if (!profile) return refuse("malformed", "pathogen")
    const { id } = await deps.db.transaction().execute((tx) => openCase(tx, deps, who.officer.id, body, profile))
    const [opened] = await findCases(deps, id)
    if (!opened) throw new Error("the case was not kept")
    return done(opened)
  })

  handle(readCaseVisits, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const [found] = await findCases(deps, params.id ?? "")
    if (!found) return refuse("not-found")
    const visits = await readVisits(deps, found.id, who.officer.id, body.purpose)
    return visits === "audit-unavailable" ? refuse("audit-unavailable") : done({ visits })
  })
}
