import * as api from "@homesafe/api"
import { pathogenOf } from "@homesafe/domain"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { findCase } from "./find-cases.ts"
import { isArea } from "./hand-over.ts"
import { mergeCases } from "./merge-cases.ts"
import { openCase } from "./open-case.ts"
import { readVisits } from "./read-visits.ts"
import { likelyDuplicates, searchCases } from "./search-cases.ts"
import { setPeriod } from "./set-period.ts"

/** Cases and their visits. */
export function caseRoutes(handle: Handle, deps: AuthorityDeps): void {
  const answer = async (id: string | undefined): Promise<Outcome<api.CaseRecord>> => {
    const found = await findCase(deps, id)
    return found ? done(found) : refuse("not-found")
  }

  handle(api.listCases, async ({ query }) => done(await searchCases(deps, query)))

  handle(api.getCase, async ({ params }) => answer(params.id))

  handle(api.openCase, async ({ who, body }) => {
    const profile = pathogenOf(body.pathogen)
    if (!who) return refuse("not-signed-in")
    if (!profile) return refuse("malformed", "pathogen")
    if (body.area !== undefined && !isArea(who.officer, body.area)) return refuse("malformed", "area")
    const { id } = await deps.db.transaction().execute((tx) => openCase(tx, deps, who.officer.id, body, profile))
    return answer(id)
  })

  handle(api.readVisits, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const found = await findCase(deps, params.id)
    if (!found) return refuse("not-found")
    const visits = await readVisits(deps, found.id, who.officer.id, body.purpose)
    return typeof visits === "string" ? refuse(visits) : done({ visits })
  })

  handle(api.setPeriod, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const found = await findCase(deps, params.id)
    if (!found) return refuse("not-found")
    const set = await setPeriod(deps, who.officer.id, found.id, body)
    return set.ok ? answer(found.id) : set
  })

  handle(api.listLikelyDuplicates, async ({ params }) => {
    const found = await findCase(deps, params.id)
    return found ? done(await likelyDuplicates(deps, found)) : refuse("not-found")
  })

  handle(api.mergeCase, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const ends = { from: params.id ?? "", into: body.into }
    const merged = await mergeCases(deps, who.officer.id, ends, body.reason)
    return merged.ok ? answer(body.into) : merged
  })
}
