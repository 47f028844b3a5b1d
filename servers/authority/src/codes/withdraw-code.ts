import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { ExpressionBuilder, Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { dropWishes } from "./ask-for-code.ts"

/** Withdraws a case's unused code and whatever waits for one. It is durable here before the public server is told. */
export async function withdrawCode(
  { db, clock }: AuthorityDeps,
  caseId: string,
  officer: string,
): Promise<Outcome<Record<string, never>>> {
  const now = clock.now()
  const ended = await db.transaction().execute(async (tx) => {
    await tx.selectFrom("cases").select("id").where("id", "=", caseId).forNoKeyUpdate().execute()
    const n = (await endOpenCodes(tx, caseId, now, "withdrawn")) + (await dropWishes(tx, caseId, now))
    if (n > 0) await writeAudit(tx, { at: now, officer, act: "withdraw-upload-code", subject: caseId })
    return n
  })
  return ended > 0 ? done({}) : refuse("not-in-this-state")
}

/** The condition that a code can still be used. */
const isUnused =
  (now: number) =>
  ({ eb, and, not, exists, selectFrom }: ExpressionBuilder<AuthorityTables, "upload_codes">) =>
    and([
      eb("withdrawn_at", "is", null),
      eb("expires", ">=", now),
      not(exists(selectFrom("uploads").select("lookup").whereRef("uploads.lookup", "=", "upload_codes.lookup"))),
    ])

/** Whether a case has a code that can still be used. */
export async function hasOpenCode(tx: Kysely<AuthorityTables>, caseId: string, now: number): Promise<boolean> {
  const open = tx.selectFrom("upload_codes").select("lookup").where("case_id", "=", caseId).where(isUnused(now))
  return (await open.executeTakeFirst()) !== undefined
}

/** Ends every code of a case that could still be used, and destroys the messages that carry one. */
export async function endOpenCodes(
  tx: Kysely<AuthorityTables>,
  caseId: string,
  now: number,
  withdrawal: "withdrawn" | "replaced",
): Promise<number> {
  // Locked by a statement of its own: the next one then sees an upload that was kept while this one waited (collect-uploads.ts).
  await tx.selectFrom("upload_codes").select("lookup").where("case_id", "=", caseId).forUpdate().execute()
  const ended = await tx
    .updateTable("upload_codes")
    .set({ withdrawn_at: now, withdrawal, to_withdraw: true, to_register: null })
    .where("case_id", "=", caseId)
    .where(isUnused(now))
    .returning("lookup")
    .execute()
  const lookups = ended.map(({ lookup }) => lookup)
  if (lookups.length > 0) await tx.deleteFrom("code_messages").where("lookup", "in", lookups).execute()
  return lookups.length
}
