import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"

/** Notes what an officer found, on a report and on all open ones of a code that says the same: one visit to the door answers them all. */
export async function noteFinding(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  finding: string,
): Promise<Outcome<Record<never, never>>> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("inspections")
      .selectAll()
      .where(sql`id::text`, "=", id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse("not-found")
    if (row.finding !== null) return refuse("not-in-this-state")
    const at = clock.now()
    await tx
      .updateTable("inspections")
      .set({ finding, closed_at: at })
      .where("finding", "is", null)
      .where(sql`md5(text)`, "=", sql`md5(${row.text})`)
      .execute()
    await writeAudit(tx, { at, officer, act: "close-inspection", subject: row.id })
    return done({})
  })
}
