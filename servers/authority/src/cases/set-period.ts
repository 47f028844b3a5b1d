import type { PeriodReason } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type InfectiousPeriod, pathogenOf, periodFault } from "@homesafe/domain"
import { serviceDay, serviceDayOf } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { holdCaseKey } from "./case-keys.ts"

type Row = Selectable<AuthorityTables["cases"]>

/** The infectious period that holds for a case: the officer's where one was set, else the profile's. */
export function periodOf(
  row: Pick<Row, "infectious_from" | "infectious_until" | "set_from" | "set_until">,
): InfectiousPeriod {
  return {
    from: serviceDay(row.set_from ?? row.infectious_from),
    until: serviceDay(row.set_until ?? row.infectious_until),
  }
}

/** Sets another period than the profile's. The profile's stays beside it, and every one that was set stays in the log. */
export async function setPeriod(
  { db, clock, offset, keys }: AuthorityDeps,
  officer: string,
  id: string,
  { from, until, reason }: { readonly from: number; readonly until: number; readonly reason: PeriodReason },
): Promise<Outcome<null>> {
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom("cases").selectAll().where("id", "=", id).executeTakeFirst()
    const profile = row && pathogenOf(row.pathogen)
    if (!row || !profile) return refuse("not-found")
    if (!(await holdCaseKey(tx, keys, id))) return refuse("not-in-this-state") // merged, or over
    const period = { from: serviceDay(from), until: serviceDay(until) }
    const fault = periodFault(profile, period, { zero: row.onset ?? row.tested, today: serviceDayOf(at, offset) })
    if (fault) return refuse("period-not-allowed", fault)
    await tx
      .updateTable("cases")
      .set({ set_from: from, set_until: until, set_reason: reason, set_by: officer, set_at: at })
      .where("id", "=", id)
      .execute()
    await writeAudit(tx, { at, officer, act: "set-period", subject: id, purpose: `${reason} ${from}-${until}` })
    return done(null)
  })
}
