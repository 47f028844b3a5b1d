import { serviceDayOf } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"
import { dateOf } from "./kept-statements.ts"

/**
 * Ends the cases whose last day is over: with its key a case's visits and notes are destroyed, and the register forms that were opened for
 * it, in every copy of them (ADR 0008). An upload that nobody opened in all that time goes unopened, and with it what its codes could open.
 * Its tasks and the hash of its laboratory number go too. Its number, dates and counts stay.
 */
export async function endCases({ db, clock, offset, log }: AuthorityDeps): Promise<void> {
  const today = dateOf(serviceDayOf(clock.now(), offset))
  const ended = await db.transaction().execute(async (tx) => {
    const over = tx.selectFrom("cases").select("id").where("kept_until", "<", today)
    const keys = await tx.deleteFrom("case_keys").where("case_id", "in", over).executeTakeFirstOrThrow()
    await tx
      .updateTable("case_visits")
      .set({ sealed: Buffer.alloc(0) })
      .where("case_id", "in", over)
      .where("sealed", "<>", Buffer.alloc(0))
      .execute()
    await tx
      .updateTable("uploads")
      .set({ box: null, state: "quarantined" })
      .where("case_id", "in", over)
      .where("box", "is not", null)
      .execute()
    await tx
      .updateTable("upload_codes")
      .set({ sealed_inner: Buffer.alloc(0) })
      .where("case_id", "in", over)
      .where("sealed_inner", "<>", Buffer.alloc(0))
      .execute()
    for (const table of ["form_calls", "case_notes", "case_tasks", "laboratory_numbers", "case_handovers"] as const)
      await tx.deleteFrom(table).where("case_id", "in", over).execute()
    return Number(keys.numDeletedRows)
  })
  if (ended > 0) log.info({ cases: ended }, "cases-ended")
}
