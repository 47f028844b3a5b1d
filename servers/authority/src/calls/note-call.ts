import { type CallOutcome, uuid } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityDeps } from "../deps.ts"

/** Notes what came of a call and when it is tried again, or takes the note back, with its line in the log; false when there is no such call. */
export async function noteCall(
  { db, clock }: AuthorityDeps,
  id: string,
  officer: string,
  { outcome, tries, due }: { readonly outcome: CallOutcome | null; readonly tries: number; readonly due?: number },
): Promise<boolean> {
  if (!uuid.safeParse(id).success) return false
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const noted = outcome
      ? { outcome, outcome_by: officer, outcome_at: at }
      : { outcome, outcome_by: null, outcome_at: null }
    const row = await tx
      .updateTable("calls")
      .set({ ...noted, tries, ...(due === undefined ? {} : { due }) })
      .where("id", "=", id)
      .returning("case_id")
      .executeTakeFirst()
    if (!row) return false
    await writeAudit(tx, { at, officer, act: `call-${outcome ?? "undone"}`, subject: `${row.case_id} ${id}` })
    return true
  })
}
