import { type BodyOf, type changeCall as changeContract, type putCall as putContract, uuid } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import { holdCaseKey } from "../cases/case-keys.ts"
import { sealForCase } from "../cases/seal-for-case.ts"
import { canTraceCase } from "../cases/tasks.ts"
import type { AuthorityDeps } from "../deps.ts"

type Work = BodyOf<typeof changeContract>

const columnsOf = ({ language, interpreter, due, officer }: Work) => ({
  language,
  interpreter,
  due,
  officer_id: officer,
})

/** Puts a case on the list of calls, its name and number sealed to it; the same id again is the same call, with what is written now. */
export async function putCall(
  { db, clock, keys }: AuthorityDeps,
  by: string,
  { id, caseId }: { readonly id: string; readonly caseId: string },
  { name, number, ...work }: BodyOf<typeof putContract>,
): Promise<Outcome<Record<string, never>>> {
  if (!uuid.safeParse(id).success) return refuse("malformed", "call")
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const key = await holdCaseKey(tx, keys, caseId)
    if (!key) return refuse("not-in-this-state") // merged, or over
    if (work.officer !== null && !(await canTraceCase(tx, work.officer, caseId))) return refuse("officer-not-there")
    const sealed = sealForCase(key, Buffer.from(JSON.stringify({ name, number })))
    const kept = await tx
      .insertInto("calls")
      .values({ id, case_id: caseId, sealed, ...columnsOf(work) })
      .onConflict((c) =>
        c
          .column("id")
          .doUpdateSet({ sealed, ...columnsOf(work) })
          .where("calls.case_id", "=", caseId)
          .where("calls.decision_id", "is", null),
      )
      .executeTakeFirst()
    if (!kept.numInsertedOrUpdatedRows) return refuse("not-in-this-state")
    await writeAudit(tx, { at, officer: by, act: "put-call", subject: caseId })
    return done({})
  })
}

/** Changes when a call is due, its language, and whose it is. */
export async function changeCall(
  { db, clock }: AuthorityDeps,
  by: string,
  id: string,
  work: Work,
): Promise<Outcome<Record<string, never>>> {
  if (!uuid.safeParse(id).success) return refuse("not-found")
  return db.transaction().execute(async (tx) => {
    const call = await tx.selectFrom("calls").select("case_id").where("id", "=", id).forUpdate().executeTakeFirst()
    if (!call) return refuse("not-found")
    if (work.officer !== null && !(await canTraceCase(tx, work.officer, call.case_id)))
      return refuse("officer-not-there")
    await tx.updateTable("calls").set(columnsOf(work)).where("id", "=", id).execute()
    await writeAudit(tx, { at: clock.now(), officer: by, act: "change-call", subject: `${call.case_id} ${id}` })
    return done({})
  })
}
