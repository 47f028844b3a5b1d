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
  return row && openAtRest(atRest, `case-key ${caseId}`, row.wrapped)
}
