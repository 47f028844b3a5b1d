import { createHash } from "node:crypto"
import type { Database } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { sql } from "kysely"

/**
 * Appends an act of the command line to the audit log: no officer, the authority's own chain (the same as in its
 * server: lock 7201, SHA-256 over the entry before and the JSON of this one).
 */
export async function writeAudit(
  tx: Database<AuthorityTables>,
  { at, act, subject, purpose }: { at: number; act: string; subject: string; purpose: string },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(7201)`.execute(tx)
  const last = await tx.selectFrom("audit").select("hash").orderBy("seq", "desc").limit(1).executeTakeFirst()
  const prev = last?.hash ?? Buffer.alloc(32)
  const entry = JSON.stringify([at, null, act, subject, purpose])
  const hash = createHash("sha256").update(prev).update(entry).digest()
  await tx.insertInto("audit").values({ at, officer: null, act, subject, purpose, prev, hash }).execute()
}
