import { forgetAnalysis, getAnalysis, startAnalysis } from "@homesafe/api"
import { pathogenOf } from "@homesafe/domain"
import { done, refuse } from "@homesafe/service"
import { writeFirst } from "../audit/write-first.ts"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { Analyses } from "./analyses.ts"
import { countVisits } from "./window-cases.ts"

/** So long may a window be: tuberculosis takes three months from one case to the next, twice. */
const MOST_DAYS = 190
/** So many visits are opened at once: a few hundred megabytes. */
const MOST_VISITS = 500_000

/** What connects cases: clusters, chains, the epidemic curve and how quick the work is. */
export function clusterRoutes(handle: Handle, deps: AuthorityDeps): void {
  const analyses = new Analyses(deps)

  handle(startAnalysis, async ({ who, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const { purpose, pathogen, from, until, leastCases, windowDays } = body
    const profile = pathogenOf(pathogen)
    if (!profile) return refuse("malformed", "pathogen")
    if (until < from || until - from >= MOST_DAYS) return refuse("malformed", "until")
    const window = { from, until, pathogen }
    if ((await countVisits(deps, window)) > MOST_VISITS) return refuse("too-large")
    const officer = who.officer.id
    const subject = `${profile.key} ${from}-${until}`
    const notRead = await writeFirst(deps, { officer, act: "analyse-visits", subject, purpose })
    if (notRead) return refuse(notRead)
    return done({ id: analyses.start(officer, window, { profile, leastCases, windowDays }) })
  })

  handle(getAnalysis, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const found = analyses.read(who.officer.id, params.id)
    return found ? done(found) : refuse("not-found")
  })

  handle(forgetAnalysis, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    analyses.forget(who.officer.id, params.id ?? "")
    return done({})
  })
}
