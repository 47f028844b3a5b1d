import type { AccountRequestRecord } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { deliverAccountVerdicts } from "./collect-account-requests.ts"
import { accountRecordOf } from "./find-account-requests.ts"

/**
 * An officer's answer, with the proof or the reason in words, which the audit log keeps. A recovery issues no code and takes no poster down:
 * the public server makes the new address an owner after its waiting time, unless an owner stops it.
 */
export async function decideAccountRequest(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  { granted, finding }: { readonly granted: boolean; readonly finding: string },
): Promise<Outcome<AccountRequestRecord>> {
  const outcome = await deps.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("account_requests")
      .selectAll()
      .where(sql`id::text`, "=", id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse("not-found")
    if (row.state !== "waiting") return refuse("not-in-this-state")
    const at = deps.clock.now()
    const state = granted ? "granted" : "refused"
    const decided = await tx
      .updateTable("account_requests")
      .set({ state, finding, decided_at: at, delivered: false })
      .where("id", "=", row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const act = `${granted ? "grant" : "refuse"}-${row.kind}`
    await writeAudit(tx, { at, officer, act, subject: row.venue_id ?? row.id, purpose: finding })
    return done(decided)
  })
  if (!outcome.ok) return outcome
  await deliverAccountVerdicts(deps)
  return done(await accountRecordOf(deps, outcome.value))
}
