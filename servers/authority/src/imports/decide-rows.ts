import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { byHand, type Mapping } from "@homesafe/lists"
import { done, type Outcome, refuse } from "@homesafe/service"
import { type Kysely, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { addExposures } from "./keep-exposures.ts"
import { asJson, storedMapping, storedTexts } from "./stored-shapes.ts"

type Db = Kysely<AuthorityTables>

/** What an officer says about rows that wait: one of them, or all that wait for one reason. */
export interface SettingAside {
  readonly reason: string
  readonly place?: number
  readonly code?: string
}

/** Sets rows aside, with why: they are no exposures, or none that matters here. */
export async function setAside(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  { reason, place, code }: SettingAside,
): Promise<Outcome<{ rows: number }>> {
  if ((place === undefined) === (code === undefined)) return refuse("malformed")
  return db.transaction().execute(async (tx) => {
    const found = await findImportRow(tx, id)
    if (!found) return refuse("not-found")
    const at = clock.now()
    let query = tx
      .updateTable("import_rows")
      .set({ handled: "set-aside", reason, handled_by: officer, handled_at: at })
      .where("import_id", "=", found.id)
      .where("state", "=", "quarantined")
      .where("handled", "is", null)
    query =
      place === undefined
        ? query.where(sql<boolean>`notes @> ${asJson([{ code }])}::jsonb`)
        : query.where("place", "=", place)
    const changed = Number((await query.executeTakeFirst()).numUpdatedRows)
    if (changed === 0) return refuse("not-in-this-state")
    await writeAudit(tx, { at, officer, act: "set-rows-aside", subject: found.id })
    return done({ rows: changed })
  })
}

/** What an officer says that a row means. */
export interface Correction {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly reason: string
}

const DAY = 86_400

/** Keeps what an officer says that a row means as an exposure of its list, and the row as it was published beside it. */
export async function correctByHand(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  place: number,
  { name, start, end, reason }: Correction,
): Promise<Outcome<Record<never, never>>> {
  const now = clock.now()
  // A day on which the clocks change has twenty-five hours.
  if (end <= start || end - start > DAY + 3600 || end > now + DAY) return refuse("window-not-allowed")
  return db.transaction().execute(async (tx) => {
    const found = await findImportRow(tx, id)
    if (!found || !Number.isInteger(place)) return refuse("not-found")
    const row = await tx
      .selectFrom("import_rows")
      .selectAll()
      .where("import_id", "=", found.id)
      .where("place", "=", place)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse("not-found")
    if (row.state !== "quarantined" || row.handled !== null) return refuse("not-in-this-state")
    await tx
      .updateTable("import_rows")
      .set({ handled: "corrected", reason, handled_by: officer, handled_at: now })
      .where("import_id", "=", found.id)
      .where("place", "=", place)
      .execute()
    const mapping: Mapping = storedMapping(found.mapping)
    const identity = row.identity ?? `${found.format}:row:${row.hash.toString("hex").slice(0, 32)}`
    const exposure = byHand(storedTexts(row.cells), storedTexts(found.head), mapping, { identity, name, start, end })
    await replaceDoubtful(tx, found.source, identity)
    const [added] = await addExposures(tx, found, [exposure], row.hash)
    if (added !== undefined)
      await tx
        .insertInto("import_changes")
        .values({ import_id: found.id, exposure_id: added, change: "fresh", fields: "[]", before: null })
        .execute()
    await writeAudit(tx, { at: now, officer, act: "correct-row", subject: found.id })
    return done({})
  })
}

/** What was in doubt while the row could not be read is what the officer has now said. */
async function replaceDoubtful(tx: Db, source: string, identity: string): Promise<void> {
  const doubtful = tx.selectFrom("listed_exposures").select("id").where("source", "=", source)
  await tx
    .updateTable("listed_exposures")
    .set({ standing: "gone" })
    .where("id", "in", doubtful.where("identity", "=", identity).where("standing", "=", "inDoubt"))
    .execute()
}

async function findImportRow(tx: Db, id: string) {
  return tx
    .selectFrom("imports")
    .select(["id", "source", "format", "head", "mapping"])
    .where(sql`id::text`, "=", id)
    .executeTakeFirst()
}
