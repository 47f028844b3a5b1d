import type { AuthorityTables } from "@homesafe/db/authority"
import { type Kysely, sql } from "kysely"

/**
 * Taken by whoever keeps a new list and by whoever holds a decision back: of the two, one comes first. A hold that was acknowledged before
 * the list was kept is in the list's way; one that comes after it is told that the list is made.
 */
export async function lockLists(tx: Kysely<AuthorityTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(7222)`.execute(tx)
}

/** Which of these decisions an officer has held back, or stopped, since they were read. */
export async function heldAmong(tx: Kysely<AuthorityTables>, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const asked = tx
    .selectFrom("decisions")
    .select("id")
    .where("id", "in", [...ids])
  return (await asked.where("state", "in", ["held", "stopped"]).execute()).length
}

/** Whether a list that is made, and not yet out, carries this decision. */
export async function isInList(tx: Kysely<AuthorityTables>, id: string): Promise<boolean> {
  const open = tx.selectFrom("batches").select("seq").where("state", "<>", "published")
  const carries = sql<boolean>`(changes->'decisions')::jsonb @> to_jsonb(${id}::text)`
  return (await open.where(carries).executeTakeFirst()) !== undefined
}
