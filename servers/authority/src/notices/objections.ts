import type { Decision } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"

/** What the venue of a decision says against it. */
export async function objectionTo({ db }: AuthorityDeps, id: string): Promise<Decision["objection"]> {
  const row = await db.selectFrom("venue_notices").selectAll().where("decision_id", "=", id).executeTakeFirst()
  if (!row || row.objection === null || row.objected_at === null) return null
  return { text: row.objection, at: row.objected_at, answer: row.answer }
}

/** Answers an objection, once; the answer goes to the venue with the next round. */
export async function keepAnswer(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  text: string,
): Promise<Outcome<Record<never, never>>> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("venue_notices")
      .selectAll()
      .where("decision_id", "=", id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse("not-found")
    if (row.objection === null || row.answer !== null) return refuse("not-in-this-state")
    await tx
      .updateTable("venue_notices")
      .set({ answer: text.trim(), delivered: false })
      .where("decision_id", "=", id)
      .execute()
    await writeAudit(tx, { at: clock.now(), officer, act: "answer-objection", subject: id })
    return done({})
  })
}
