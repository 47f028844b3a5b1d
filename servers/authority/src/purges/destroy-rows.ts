import { createHash } from "node:crypto"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type Kysely, type RawBuilder, sql } from "kysely"

/** Which rows of a table are to go. */
export interface Doomed {
  readonly table: keyof AuthorityTables
  readonly where: RawBuilder<unknown>
}

/**
 * Deletes rows, and says how many and what they were: a hash over each row's own, in an order that does not depend on where it lay. Every row
 * holds a random id, key or hash, so that nothing of it can be guessed from that.
 */
export async function destroyRows(
  tx: Kysely<AuthorityTables>,
  doomed: readonly Doomed[],
): Promise<{ readonly count: number; readonly destroyed: string }> {
  const all = createHash("sha256")
  let count = 0
  for (const { table, where } of doomed) {
    const { rows } = await sql<{ n: number; hash: Buffer | null }>`
      with gone as (delete from ${sql.table(table)} where ${where} returning *),
        hashed as (select sha256(convert_to(gone::text, 'UTF8')) as h from gone)
      select count(*)::int as n, sha256(string_agg(h, ''::bytea order by h)) as hash from hashed`.execute(tx)
    const [gone] = rows
    count += gone?.n ?? 0
    all.update(gone?.hash ?? Buffer.alloc(32))
  }
  return { count, destroyed: all.digest("hex") }
}

/** Whether there is anything to delete: asked without a lock, at every round. */
export async function hasDoomed(db: Kysely<AuthorityTables>, doomed: readonly Doomed[]): Promise<boolean> {
  for (const { table, where } of doomed) {
    const { rows } = await sql`select 1 from ${sql.table(table)} where ${where} limit 1`.execute(db)
    if (rows.length > 0) return true
  }
  return false
}
