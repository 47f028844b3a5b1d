import type { AuthorityTables } from "@homesafe/db/authority"
import type { Kysely } from "kysely"

/**
 * A decision replaces another, in the transaction that approves it. Who was called stays on the list, now the new decision's: what they
 * were told may have to be put right. Who was opened and not called is forgotten, and opened again only if the new windows say so.
 */
export async function moveCalls(tx: Kysely<AuthorityTables>, from: string, to: string): Promise<void> {
  await tx.deleteFrom("calls").where("decision_id", "=", from).where("outcome", "is", null).execute()
  await tx.updateTable("calls").set({ decision_id: to }).where("decision_id", "=", from).execute()
}
