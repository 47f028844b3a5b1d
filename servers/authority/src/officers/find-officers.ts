import { type Officer, officerRole } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { Kysely } from "kysely"

/** All officers, or one, with the signing key that holds today. */
export async function findOfficers(db: Kysely<AuthorityTables>, today: number, id?: string): Promise<Officer[]> {
  let asked = db.selectFrom("officers").selectAll().orderBy("created_at")
  if (id !== undefined) asked = asked.where("id", "=", id)
  const officers = await asked.execute()
  const keys = await db
    .selectFrom("signing_keys")
    .select(["key_id", "officer_id"])
    .where("from_day", "<=", today)
    .where("until_day", ">=", today)
    .where("ended_at", "is", null)
    .orderBy("from_day")
    .execute()
  return officers.map((o) => {
    const key = keys.findLast((k) => k.officer_id === o.id)?.key_id ?? null
    const roles = o.roles.map((r) => officerRole.parse(r))
    return {
      id: o.id,
      name: o.name,
      roles,
      areas: o.areas,
      signingKey: key,
      signingKeyListed: key !== null,
      suspendedAt: o.suspended_at,
    }
  })
}
