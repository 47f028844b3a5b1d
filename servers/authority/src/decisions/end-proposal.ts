import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"

/**
 * Ends a proposal that waits: another officer refuses it and says why, or its proposer takes it back. The row is locked, as it is by an
 * approval: of the two, one counts.
 */
export async function endProposal(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  how: Ending,
): Promise<Outcome<null>> {
  return deps.db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom("decisions").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
    return row ? endLocked({ ...deps, db: tx }, officer, row, how) : refuse("not-found")
  })
}

/** How a proposal ends that no second officer signs. */
interface Ending {
  readonly how: "refused" | "taken-back"
  readonly reason: string
}

/** Ends a proposal whose row is locked by the transaction that `deps` holds. */
export async function endLocked(
  { db: tx, clock }: AuthorityDeps,
  officer: string,
  row: Selectable<AuthorityTables["decisions"]>,
  { how, reason }: Ending,
): Promise<Outcome<null>> {
  const { id } = row
  if (row.state !== "proposed") return refuse("not-in-this-state")
  const isOwn = row.proposed_by === officer
  if (how === "refused" && isOwn) return refuse("same-officer")
  if (how === "taken-back" && !isOwn) return refuse("not-allowed")
  const at = clock.now()
  const act = how === "refused" ? "refuse-decision" : "take-back-decision"
  await writeAudit(tx, { at, officer, act, subject: id })
  await tx
    .updateTable("decisions")
    .set({ state: how, ended_by: officer, ended_at: at, end_reason: reason })
    .where("id", "=", id)
    .execute()
  return done(null)
}
