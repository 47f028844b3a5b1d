import type { BodyOf, changeOfficer as changeContract, Officer } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { serviceDayOf } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { findOfficers } from "./find-officers.ts"
import { addsRights, lockOfficerRule, noteAdministrators } from "./officer-rule.ts"

/** Takes roles or areas from another officer, or keeps them out; gives them too while one administrator is enough. Their sessions end with it: what they may do is asked anew (ASVS 7.4). */
export async function changeOfficer(
  { db, clock, offset }: AuthorityDeps,
  by: string,
  id: string,
  { roles, areas, suspended }: BodyOf<typeof changeContract>,
): Promise<Outcome<Officer>> {
  // One person alone could otherwise take every role, or leave nobody who can give one.
  if (by === id) return refuse("same-officer")
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const { isOneEnough } = await lockOfficerRule(tx)
    // Both, in one order: of two administrators who keep each other out at once, one is too late.
    const both = await tx
      .selectFrom("officers")
      .selectAll()
      .where(sql<string>`id::text`, "in", [by, id])
      .orderBy("id")
      .forUpdate()
      .execute()
    const [actor, row] = [both.find((each) => each.id === by), both.find((each) => each.id === id)]
    if (!actor || actor.suspended_at !== null || !actor.roles.includes("administrator")) return refuse("not-allowed")
    if (!row) return refuse("not-found")
    const wasSuspended = row.suspended_at !== null
    const given = { roles: [...new Set(roles)], areas: [...new Set(areas ?? row.areas)] }
    // More than before needs another officer; to let somebody in again gives no more than two had agreed to.
    if (!isOneEnough && addsRights(row, given)) return refuse("another-must-agree")
    const said = (of: { roles: string[]; areas: number[] }) =>
      [[...of.roles].sort().join(), [...of.areas].sort().join()].join(";")
    const isChanged = wasSuspended !== suspended || said(given) !== said(row)
    if (isChanged) {
      const act = suspended && !wasSuspended ? "suspend-officer" : "change-officer"
      await writeAudit(tx, { at: now, officer: by, act, subject: row.id })
      await tx
        .updateTable("officers")
        .set({ ...given, suspended_at: suspended ? (row.suspended_at ?? now) : null })
        .where("id", "=", row.id)
        .execute()
      await tx.deleteFrom("sessions").where("officer_id", "=", row.id).execute()
      await noteAdministrators(tx, now)
    }
    const [officer] = await findOfficers(tx, serviceDayOf(now, offset), row.id)
    if (!officer) throw new Error("the officer was not kept")
    return done(officer)
  })
}

/** Whether an administrator keeps this officer out. */
export async function isSuspended({ db }: AuthorityDeps, id: string): Promise<boolean> {
  const row = await db.selectFrom("officers").select("suspended_at").where("id", "=", id).executeTakeFirst()
  return row === undefined || row.suspended_at !== null
}
