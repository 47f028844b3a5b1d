import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"

/** Another officer agrees to the codes of a batch that wait, or refuses them. Nobody decides on their own. */
export async function decideCodes(
  { db, clock }: AuthorityDeps,
  batch: string,
  officer: string,
  granted: boolean,
): Promise<Outcome<Record<string, never>>> {
  return db.transaction().execute(async (tx) => {
    const waiting = await tx
      .selectFrom("code_requests")
      .select(["id", "officer_id", "case_id"])
      .where("batch", "=", batch)
      .where("state", "=", "waiting")
      .orderBy("id")
      .forUpdate()
      .execute()
    if (waiting.length === 0) return refuse("not-found")
    if (waiting.some(({ officer_id }) => officer_id === officer)) return refuse("same-officer")
    const now = clock.now()
    const decided = { decided_by: officer, decided_at: now }
    await tx
      .updateTable("code_requests")
      .set(granted ? { ...decided, state: "granted" } : { ...decided, state: "refused", sealed_to: null })
      .where(
        "id",
        "in",
        waiting.map(({ id }) => id),
      )
      .execute()
    const act = granted ? "grant-upload-code" : "refuse-upload-code"
    for (const { case_id } of waiting) await writeAudit(tx, { at: now, officer, act, subject: case_id })
    return done({})
  })
}
