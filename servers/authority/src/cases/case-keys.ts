import type { AuthorityTables } from "@homesafe/db/authority"
import type { Kysely } from "kysely"
import { caseKeyWrap, openAtRest } from "../seal-at-rest.ts"

type Db = Kysely<AuthorityTables>

/** Makes a case's own key. To destroy the case's visits one day is to destroy this row (S07). */
export async function makeCaseKey(db: Db, atRest: Uint8Array, caseId: string): Promise<void> {
  const wrapped = caseKeyWrap(atRest, caseId)
  await db.insertInto("case_keys").values({ case_id: caseId, wrapped }).execute()
}

/** A case's key; nothing once it has been destroyed. */
export async function readCaseKey(db: Db, atRest: Uint8Array, caseId: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom("case_keys").select("wrapped").where("case_id", "=", caseId).executeTakeFirst()
  return row && unwrapCaseKey(atRest, caseId, row.wrapped)
}

/** Opens a case's wrapped key. */
export function unwrapCaseKey(atRest: Uint8Array, caseId: string, wrapped: Buffer): Buffer {
  return openAtRest(atRest, `case-key ${caseId}`, wrapped)
}

/**
 * A case's key, held until the transaction ends: whoever would destroy it waits. Everything that is sealed to a case's key is stored in a
 * transaction that holds it, or a merge or an end between the sealing and the storing would leave what nobody can open.
 */
export async function holdCaseKey(tx: Db, atRest: Uint8Array, caseId: string): Promise<Buffer | undefined> {
  const held = tx.selectFrom("case_keys").select("wrapped").where("case_id", "=", caseId)
  const row = await held.forShare().executeTakeFirst()
  return row && unwrapCaseKey(atRest, caseId, row.wrapped)
}

/** The case in which a case's visits and notes lie now: itself, or the one that it was merged into, however many times. */
export async function stayingCase(db: Db, caseId: string): Promise<string> {
  const row = await db.selectFrom("cases").select("merged_into").where("id", "=", caseId).executeTakeFirst()
  return row && row.merged_into !== null ? stayingCase(db, row.merged_into) : caseId
}
