import type { BodyOf, closeInspection } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { keepVisit } from "../doors/note-door.ts"

/**
 * Notes what an officer found, on a report and on all open ones of a code that says the same: one visit to the door answers them all.
 * A venue that is named reads in its record that a code that is not ours hung at its door; the words stay with the officers.
 */
export async function noteFinding(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  { finding, venue }: BodyOf<typeof closeInspection>,
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
    if (venue !== null) {
      const seen = { venue, entrance: null, finding: "strange-code", note: finding } as const
      const told = await keepVisit(tx, { at, officer, id: row.id }, seen)
      if (!told.ok) return told
    }
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
