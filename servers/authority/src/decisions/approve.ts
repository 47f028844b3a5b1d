import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { moveCalls } from "../forms/move-calls.ts"
import { noteForVenue } from "../notices/tell-venue.ts"
import { nextListTime } from "../publishing/next-list.ts"
import { checkOfficerSignature } from "./check-officer-signature.ts"

/** Another officer signs the very bytes that were proposed. The row is locked: of two approvals at once, one counts. */
export async function approveDecision(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  approval: { readonly hash: string; readonly key: string; readonly sig: string },
): Promise<Outcome<null>> {
  const listAt = await nextListTime(deps)
  return deps.db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom("decisions").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
    // On this transaction's own connection: approvals that wait for the row must not also wait for the pool.
    return row ? approveLocked({ ...deps, db: tx }, officer, row, { ...approval, listAt }) : refuse("not-found")
  })
}

/** Approves a decision whose row is locked by the transaction that `deps` holds. */
export async function approveLocked(
  deps: AuthorityDeps,
  officer: string,
  row: Selectable<AuthorityTables["decisions"]>,
  approval: { readonly hash: string; readonly key: string; readonly sig: string; readonly listAt: number },
): Promise<Outcome<null>> {
  const { db: tx } = deps
  const { id } = row
  if (row.state !== "proposed") return refuse("not-in-this-state")
  if (row.proposed_by === officer || row.proposer_key === approval.key) return refuse("same-officer")
  if (row.hash.toString("hex") !== approval.hash) return refuse("content-changed")
  const problem = await checkOfficerSignature(deps, officer, { ...approval, bytes: new Uint8Array(row.bytes) })
  if (problem) return problem
  if (row.supersedes !== null && !(await lockReplaced(tx, row.supersedes))) return refuse("replaced-since")
  const now = deps.clock.now()
  await tx
    .updateTable("decisions")
    .set({
      state: "approved",
      approved_by: officer,
      approver_key: approval.key,
      approver_sig: Buffer.from(approval.sig, "hex"),
      approved_at: now,
    })
    .where("id", "=", id)
    .execute()
  if (row.supersedes !== null) {
    await tx.updateTable("decisions").set({ state: "superseded" }).where("id", "=", row.supersedes).execute()
    await moveCalls(tx, row.supersedes, id)
  }
  await noteForVenue(tx, row, approval.listAt)
  await writeAudit(tx, { at: now, officer, act: "approve-decision", subject: id })
  return done(null)
}

/** Two corrections of one decision would both stand: whichever is approved second is refused. */
export async function lockReplaced(tx: AuthorityDeps["db"], id: string): Promise<boolean> {
  const before = await tx.selectFrom("decisions").select("state").where("id", "=", id).forUpdate().executeTakeFirst()
  return before?.state === "approved" || before?.state === "published"
}
