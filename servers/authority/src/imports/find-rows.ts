import type { ImportedRow } from "@homesafe/api"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { asJson, storedNotes, storedTexts } from "./stored-shapes.ts"

/** Which rows of an import are asked for. */
export interface RowsWanted {
  readonly outcome?: "all" | "accepted" | "repaired" | "quarantined" | "waiting"
  readonly code?: string
  readonly page?: number
  readonly size?: number
}

/** A page of an import's rows in the order of its file. */
export async function findRows(
  { db }: AuthorityDeps,
  id: string,
  { outcome = "all", code, page = 0, size = 20 }: RowsWanted,
): Promise<Outcome<{ rows: ImportedRow[]; total: number }>> {
  const found = await db.selectFrom("imports").select("id").where(sql`id::text`, "=", id).executeTakeFirst()
  if (!found) return refuse("not-found")
  let query = db
    .selectFrom("import_rows")
    .leftJoin("officers", "officers.id", "import_rows.handled_by")
    .where("import_id", "=", found.id)
  if (outcome === "waiting") query = query.where("state", "=", "quarantined").where("handled", "is", null)
  else if (outcome !== "all") query = query.where("state", "=", outcome)
  if (code !== undefined) query = query.where(sql<boolean>`notes @> ${asJson([{ code }])}::jsonb`)
  const { total } = await query.select((e) => e.fn.countAll<number>().as("total")).executeTakeFirstOrThrow()
  const rows = await query
    .selectAll("import_rows")
    .select("officers.name as officer")
    .orderBy("place")
    .limit(Math.floor(size))
    .offset(Math.floor(page) * Math.floor(size))
    .execute()
  return done({
    total: Number(total),
    rows: rows.map(({ place, number, state, cells, notes, handled, reason, officer, handled_at, earlier }) => ({
      id: String(place),
      place,
      number,
      state,
      cells: storedTexts(cells),
      notes: storedNotes(notes),
      handled: handled && { how: handled, reason: reason ?? "", officer: officer ?? "", at: handled_at ?? 0, earlier },
    })),
  })
}
