import type { ImportProfile } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { asJson, storedMapping, storedTexts } from "./stored-shapes.ts"

/** All saved mappings, by their names. */
export async function findProfiles({ db }: AuthorityDeps): Promise<{ profiles: ImportProfile[] }> {
  const rows = await db.selectFrom("import_profiles").selectAll().orderBy("name").execute()
  return {
    profiles: rows.map(({ id, name, titles, mapping }) => {
      const { columns, ...rest } = storedMapping(mapping)
      return { id, name, titles: storedTexts(titles), mapping: { columns: { ...columns }, ...rest } }
    }),
  }
}

/** Saves a mapping under its name. What was read with it before stays as it was read. */
export async function saveProfile(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  { name, titles, mapping }: Omit<ImportProfile, "id">,
): Promise<Outcome<Record<never, never>>> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return refuse("malformed")
  return db.transaction().execute(async (tx) => {
    // Two officers who save one name at once must not both succeed.
    await sql`select pg_advisory_xact_lock(7219)`.execute(tx)
    const other = await tx.selectFrom("import_profiles").select("id").where("name", "=", name).executeTakeFirst()
    if (other && other.id !== id) return refuse("name-taken")
    const at = clock.now()
    const values = { name, titles: asJson(titles), mapping: asJson(mapping), saved_by: officer, saved_at: at }
    await tx
      .insertInto("import_profiles")
      .values({ id, ...values })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
      .execute()
    await writeAudit(tx, { at, officer, act: "save-import-profile", subject: id })
    return done({})
  })
}
