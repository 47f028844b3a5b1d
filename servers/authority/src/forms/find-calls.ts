import { type FormCall, openedForm } from "@homesafe/api"
import { type Decision, isFormWithin } from "@homesafe/protocol"
import { readCaseKey } from "../cases/case-keys.ts"
import { openForCase } from "../cases/seal-for-case.ts"
import type { AuthorityDeps } from "../deps.ts"

/** The call list of a decision, in order of arrival. Nothing is written to the log here: callers do. */
export async function findCalls(
  { db, keys, offset }: AuthorityDeps,
  decision: Decision,
  usualStay: number,
): Promise<FormCall[]> {
  const rows = await db
    .selectFrom("calls")
    .leftJoin("officers", "officers.id", "outcome_by")
    .select(["calls.id", "case_id", "sealed", "tries", "outcome", "outcome_at", "officers.name as by"])
    .where("decision_id", "=", decision.id)
    .execute()
  const caseKeys = new Map<string, Buffer | undefined>()
  for (const caseId of new Set(rows.map(({ case_id }) => case_id)))
    caseKeys.set(caseId, await readCaseKey(db, keys, caseId))
  const calls: FormCall[] = []
  for (const { id, case_id, sealed, tries, outcome, outcome_at, by } of rows) {
    const key = caseKeys.get(case_id)
    if (!key) continue // an earlier decision's case, which has ended
    const form = openedForm.parse(JSON.parse(openForCase(key, sealed).toString()))
    calls.push({
      id,
      ...form,
      tries,
      isInside: isFormWithin(form, decision, { offset, usualStay }),
      outcome: outcome !== null && outcome_at !== null ? { is: outcome, by: by ?? "", at: outcome_at } : null,
    })
  }
  return calls.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
}
