import { call, getCanary } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"
import { newestPublished } from "../publishing/newest-published.ts"
import type { ServerState } from "../server-state.ts"

/** So long after a list's time every canary phone must have found it. Seconds. */
const PATIENCE_SECONDS = 300

/** Asks every canary phone what it found, and logs when the newest list did not reach one in time. */
export async function askCanaries(deps: AuthorityDeps, state: ServerState): Promise<void> {
  state.canaries = await Promise.all(
    deps.canaries.map(async (peer) => {
      const answer = await call(getCanary, peer)
      return answer.ok ? answer.value : null
    }),
  )
  const told = await tellCanaries(deps, state)
  if (told?.isLate) deps.log.warn({ all: told.all, found: told.found }, "canaries-late")
}

/** How many canary phones found the newest list, and whether one of them should have by now; null where there are none. */
export async function tellCanaries(
  deps: AuthorityDeps,
  { canaries: reports = [] }: ServerState,
): Promise<{ readonly all: number; readonly found: number; readonly isLate: boolean } | null> {
  const all = deps.canaries.length
  if (all === 0) return null
  const newest = await newestPublished(deps)
  if (!newest) return { all, found: all, isLate: false }
  const found = reports.filter((report) => (report?.found?.seq ?? 0) >= newest.seq).length
  return { all, found, isLate: found < all && deps.clock.now() - newest.at > PATIENCE_SECONDS }
}
