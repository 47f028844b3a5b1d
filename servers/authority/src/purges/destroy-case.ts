import type { AuthorityTables } from "@homesafe/db/authority"
import { purgeIdOf } from "@homesafe/protocol"
import { openAtRest } from "@homesafe/service/seal-at-rest"
import { type Kysely, sql } from "kysely"
import type { CaseKeyring } from "../cases/case-keys.ts"
import { destroyRows } from "./destroy-rows.ts"
import type { Ended } from "./ledger-line.ts"

type Tx = Kysely<AuthorityTables>

/**
 * Deletes a case and everything that hangs on it, in an order in which nothing refers to what is gone. Decisions stay, for public lists
 * follow from them; that they came from this case does not. Its key's file is destroyed after the commit.
 */
export async function destroyCase(
  tx: Tx,
  keys: Pick<CaseKeyring, "atRest">,
  id: string,
): Promise<Pick<Ended, "count" | "destroyed" | "purgeIds">> {
  const purgeIds = await purgeIdsOf(tx, keys, id)
  const ofCase = sql`case_id = ${id}`
  const ofItsCodes = sql`lookup in (select lookup from upload_codes where case_id = ${id} union select lookup from uploads where case_id = ${id})`
  await tx.updateTable("decisions").set({ case_id: null }).where("case_id", "=", id).execute()
  const gone = await destroyRows(tx, [
    { table: "case_keys", where: ofCase },
    { table: "case_visits", where: ofCase },
    { table: "kept_statements", where: ofItsCodes },
    { table: "uploads", where: ofItsCodes },
    { table: "code_messages", where: ofItsCodes },
    { table: "upload_codes", where: ofCase },
    { table: "code_requests", where: ofCase },
    { table: "calls", where: ofCase },
    { table: "case_notes", where: ofCase },
    { table: "case_tasks", where: ofCase },
    { table: "case_handovers", where: ofCase },
    { table: "laboratory_numbers", where: ofCase },
    { table: "retention_acts", where: ofCase },
    { table: "cases", where: sql`id = ${id}` },
  ])
  return { ...gone, purgeIds }
}

/** By which the holders of its codes know what became of their uploads (Spec §6). A code that does not open must not keep a case alive. */
async function purgeIdsOf(tx: Tx, { atRest }: Pick<CaseKeyring, "atRest">, id: string): Promise<string[]> {
  const codes = await tx
    .selectFrom("upload_codes")
    .innerJoin("kept_statements", "kept_statements.lookup", "upload_codes.lookup")
    .select("sealed_inner")
    .where("case_id", "=", id)
    .execute()
  return codes.flatMap(({ sealed_inner }) => {
    try {
      return [purgeIdOf(openAtRest(atRest, `inner ${id}`, sealed_inner))]
    } catch {
      return []
    }
  })
}
