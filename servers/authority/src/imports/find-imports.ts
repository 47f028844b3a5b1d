import type { ImportSummary } from "@homesafe/api"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { storedCounts, storedMapping, storedRefusal, storedTexts } from "./stored-shapes.ts"

const PAGE = 20

const summaries = ({ db }: Pick<AuthorityDeps, "db">) =>
  db
    .selectFrom("imports")
    .innerJoin("officers", "officers.id", "imports.officer_id")
    .selectAll("imports")
    .select("officers.name as officer")
    .select(
      sql<string>`(select count(*) from import_rows where import_id = imports.id and state = 'quarantined' and handled is not null)`.as(
        "handled",
      ),
    )

type Found = Awaited<ReturnType<ReturnType<typeof summaries>["execute"]>>[number]

function toSummary(row: Found): ImportSummary {
  const { accepted, repaired, quarantined, above, blank, otherSheets, ...exposures } = storedCounts(row.counts)
  return {
    id: row.id,
    source: row.source,
    format: row.format,
    profileName: row.profile_name,
    fileName: row.file_name,
    hash: row.hash.toString("hex"),
    at: row.at,
    officer: row.officer,
    timeZone: storedMapping(row.mapping).timeZone ?? null,
    refusal: storedRefusal(row.refusal),
    rows: { accepted, repaired, quarantined, above, blank, handled: Number(row.handled) },
    exposures,
    otherSheets,
  }
}

/** A page of imports, newest first. */
export async function findImports(deps: AuthorityDeps, page: number) {
  const rows = await summaries(deps)
    .orderBy("imports.serial", "desc")
    .limit(PAGE)
    .offset(page * PAGE)
    .execute()
  const { total } = await deps.db
    .selectFrom("imports")
    .select((e) => e.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow()
  return { imports: rows.map(toSummary), total: Number(total) }
}

/** One import with its columns and what its rows wait for. */
export async function findImport(
  deps: AuthorityDeps,
  id: string,
): Promise<Outcome<{ import: ImportSummary; head: string[]; waiting: { code: string; rows: number }[] }>> {
  const row = await summaries(deps).where(sql`imports.id::text`, "=", id).executeTakeFirst()
  if (!row) return refuse("not-found")
  const waiting = await sql<{ code: string; rows: string }>`select note->>'code' as code, count(distinct place) as rows
    from import_rows, jsonb_array_elements(notes) as note
    where import_id = ${row.id} and state = 'quarantined' and handled is null group by 1 order by 2 desc, 1`.execute(
    deps.db,
  )
  return done({
    import: toSummary(row),
    head: storedTexts(row.head),
    waiting: waiting.rows.map(({ code, rows }) => ({ code, rows: Number(rows) })),
  })
}
