import type { DecisionHold } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { Kysely } from "kysely"

/** The hold that is open on a decision, or its last one, with what waits for a second signature; null where there was none. */
export async function holdOf(
  db: Kysely<AuthorityTables>,
  id: string,
  officers: ReadonlyMap<string, string>,
): Promise<DecisionHold | null> {
  const row = await db
    .selectFrom("decision_holds")
    .selectAll()
    .where("decision_id", "=", id)
    .orderBy("held_at", "desc")
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { verdict, bytes, hash, proposed_by, proposer_key, proposed_at } = row
  const nameOf = (officer: string) => officers.get(officer) ?? officer
  const hasVerdict = verdict && bytes && hash && proposed_by && proposer_key && proposed_at !== null
  return {
    id: row.id,
    reason: row.reason,
    by: nameOf(row.held_by),
    at: row.held_at,
    verdict: hasVerdict
      ? {
          what: verdict,
          bytes: bytes.toString("base64url"),
          hash: hash.toString("hex"),
          proposed: { id: proposed_by, name: nameOf(proposed_by), key: proposer_key, at: proposed_at },
        }
      : null,
  }
}
