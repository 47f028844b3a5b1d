import type { CallOutcome } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { isHex } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"

/** Notes what came of a call, or takes it back, with its line in the log; false when there is no such call. */
export async function noteCall(
  { db, clock }: AuthorityDeps,
  { decision, form }: { readonly decision: string; readonly form: string },
  officer: string,
  outcome: CallOutcome | null,
): Promise<boolean> {
  if (!isHex(form, 16)) return false
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const noted = await tx
      .updateTable("form_calls")
      .set(outcome ? { outcome, outcome_by: officer, outcome_at: at } : { outcome, outcome_by: null, outcome_at: null })
      .where("decision_id", "=", decision)
      .where("eid", "=", Buffer.from(form, "hex"))
      .executeTakeFirst()
    if (noted.numUpdatedRows === 0n) return false
    await writeAudit(tx, { at, officer, act: `call-${outcome ?? "undone"}`, subject: `${decision} ${form}` })
    return true
  })
}
