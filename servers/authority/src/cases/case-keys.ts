import { hkdfSync, randomBytes } from "node:crypto"
import type { AuthorityTables } from "@homesafe/db/authority"
import { makeKeyFile, readKeyFile } from "@homesafe/service/key-files"
import { openAtRest, sealAtRest } from "@homesafe/service/seal-at-rest"
import type { Kysely } from "kysely"
import type { AuthorityKeys } from "../deps.ts"

type Db = Kysely<AuthorityTables>
/** What opens a case's key: what the server holds, and the folder of files that the database and its backups have not. */
export type CaseKeyring = Pick<AuthorityKeys, "atRest" | "caseKeys">
type Row = { readonly case_id: string; readonly wrapped: Uint8Array; readonly outside: boolean }

const subjectOf = (caseId: string) => `case-key ${caseId}`
/** What seals a case's key: neither the server's key nor the case's file alone gives it. */
const sealerOf = (atRest: Uint8Array, file: Uint8Array) =>
  Buffer.from(hkdfSync("sha256", file, atRest, "HomeSafe/case-key", 32))

/** Makes a case's own key. Its file is durable before its row is: to destroy the case's visits one day is to destroy the file (S07, ADR 0035). */
export async function makeCaseKey(db: Db, keys: CaseKeyring, caseId: string): Promise<void> {
  const wrapped = wrapOutside(keys, caseId, randomBytes(32))
  await db.insertInto("case_keys").values({ case_id: caseId, wrapped, outside: true }).execute()
}

/** Wraps a case's key under a new file of its own. */
export function wrapOutside({ atRest, caseKeys }: CaseKeyring, caseId: string, key: Uint8Array): Buffer {
  return sealAtRest(sealerOf(atRest, makeKeyFile(caseKeys, caseId)), subjectOf(caseId), key)
}

/** A case's key; nothing once it has been destroyed. */
export async function readCaseKey(db: Db, keys: CaseKeyring, caseId: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom("case_keys").selectAll().where("case_id", "=", caseId).executeTakeFirst()
  return row && unwrapCaseKey(keys, row)
}

/** Opens a case's wrapped key; nothing where its file is destroyed. */
export function unwrapCaseKey({ atRest, caseKeys }: CaseKeyring, row: Row): Buffer | undefined {
  const { case_id, wrapped, outside } = row
  if (!outside) return openAtRest(atRest, subjectOf(case_id), wrapped)
  const file = readKeyFile(caseKeys, case_id)
  return file && openAtRest(sealerOf(atRest, file), subjectOf(case_id), wrapped)
}

/**
 * A case's key, held until the transaction ends: whoever would destroy it waits. Everything that is sealed to a case's key is stored in a
 * transaction that holds it, or a merge or an end between the sealing and the storing would leave what nobody can open.
 */
export async function holdCaseKey(tx: Db, keys: CaseKeyring, caseId: string): Promise<Buffer | undefined> {
  const held = tx.selectFrom("case_keys").selectAll().where("case_id", "=", caseId)
  const row = await held.forShare().executeTakeFirst()
  return row && unwrapCaseKey(keys, row)
}

/** The case in which a case's visits and notes lie now: itself, or the one that it was merged into, however many times. */
export async function stayingCase(db: Db, caseId: string): Promise<string> {
  const row = await db.selectFrom("cases").select("merged_into").where("id", "=", caseId).executeTakeFirst()
  return row && row.merged_into !== null ? stayingCase(db, row.merged_into) : caseId
}
