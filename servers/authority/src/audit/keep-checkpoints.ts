import type { AuthorityDeps } from "../deps.ts"
import type { ServerState } from "../server-state.ts"
import { checkAudit, keysOf, noteCheckpoint } from "./check-audit.ts"

/**
 * Checks the log against what was kept of it on another host, and keeps what it is now; without such a folder its chain alone. A log that is
 * wrong is said, to the officers too, and not vouched for (ADR 0032).
 */
export async function keepCheckpoints(
  { db, dep, keys, clock, log }: AuthorityDeps,
  folder: string | null,
  state: Pick<ServerState, "auditFaults">,
): Promise<"kept" | "nothing-new" | "broken"> {
  const place = { db, dep, keys: keysOf(keys.keeper), folder }
  const checked = await checkAudit(place)
  state.auditFaults = checked.faults.filter(({ fault }) => fault !== "not-ours").length
  if (checked.faults.length > 0) {
    const kinds = [...new Set(checked.faults.map(({ fault }) => fault))]
    log.error({ faults: checked.faults.length, kinds }, "audit-broken")
    // A line that a crash cut off, or a former key's, says nothing against the log itself.
    if (kinds.some((kind) => kind !== "not-ours")) return "broken"
  }
  if (folder === null) return "nothing-new"
  return noteCheckpoint({ ...place, folder }, checked, keys.keeper, clock.now()) ? "kept" : "nothing-new"
}
