import { type CaseRecord, mergeReason, periodReason, uuid } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type Kysely, type Selectable, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { periodOf } from "./set-period.ts"

type Row = Selectable<AuthorityTables["cases"]>

/** The case with this id, without its visits; nothing where the text names none. */
export async function findCase(deps: AuthorityDeps, id: string | undefined): Promise<CaseRecord | undefined> {
  if (!uuid.safeParse(id).success) return undefined
  const rows = await deps.db
    .selectFrom("cases")
    .selectAll()
    .where("id", "=", id ?? "")
    .execute()
  return (await caseRecords(deps, rows))[0]
}

/** A case's number as people say it. */
export const sayNumber = (number: number) => `C-${String(number).padStart(4, "0")}`

/** What officers see of these rows; counts of visits only, never a visit. */
export async function caseRecords({ db, clock }: AuthorityDeps, rows: readonly Row[]): Promise<CaseRecord[]> {
  if (rows.length === 0) return []
  const about = await aboutCases(
    db,
    rows.map(({ id }) => id),
  )
  const names = new Map((await db.selectFrom("officers").select(["id", "name"]).execute()).map((o) => [o.id, o.name]))
  const nameOf = (id: string | null) => (id === null ? "" : (names.get(id) ?? ""))
  return rows.map((row) => {
    const found = about.get(row.id)
    const { proven, unproven } = found ?? {}
    const { from, until } = periodOf(row)
    return {
      id: row.id,
      number: sayNumber(row.number),
      pathogen: row.pathogen,
      area: row.area,
      isOffered: found?.isOffered === true,
      onset: row.onset,
      tested: row.tested,
      infectiousFrom: from,
      infectiousUntil: until,
      period: { from: row.infectious_from, until: row.infectious_until, set: setBy(row, nameOf) },
      openedAt: row.opened_at,
      openedBy: nameOf(row.opened_by),
      upload: stateOf(found, clock.now()),
      uploadReason: found?.reason ?? null,
      visits: typeof proven === "number" && typeof unproven === "number" ? { proven, unproven } : null,
      keptUntil: row.kept_until,
      hasEnded: found?.hasKey !== true && row.merged_into === null,
      merged: mergedInto(row, found?.intoNumber ?? null, nameOf),
    }
  })
}

type NameOf = (id: string | null) => string

function setBy({ set_reason, set_by, set_at }: Row, nameOf: NameOf): CaseRecord["period"]["set"] {
  return set_at === null ? null : { by: nameOf(set_by), at: set_at, reason: periodReason.parse(set_reason) }
}

function mergedInto(row: Row, number: number | null, nameOf: NameOf): CaseRecord["merged"] {
  const { merged_into, merge_reason, merged_by, merged_at } = row
  if (merged_into === null || merged_at === null || number === null) return null
  const into = { id: merged_into, number: sayNumber(number) }
  return { into, by: nameOf(merged_by), at: merged_at, reason: mergeReason.parse(merge_reason) }
}

/** What other tables say of a case. */
interface About {
  readonly id: string
  readonly states: readonly string[] | null
  readonly reason: string | null
  /** Of codes that were not withdrawn. */
  readonly expires: number | null
  readonly hasCode: boolean
  readonly proven: number | null
  readonly unproven: number | null
  readonly hasKey: boolean
  readonly isOffered: boolean
  readonly intoNumber: number | null
}

async function aboutCases(db: Kysely<AuthorityTables>, ids: readonly string[]): Promise<ReadonlyMap<string, About>> {
  const { rows } = await sql<About>`
    select cases.id,
      (select array_agg(state) from uploads where case_id = cases.id) as states,
      (select reason from uploads where case_id = cases.id and reason is not null order by received_at desc limit 1) as reason,
      (select max(expires) from upload_codes where case_id = cases.id and withdrawn_at is null) as expires,
      exists (select from upload_codes where case_id = cases.id) as "hasCode",
      (select sum(proven)::int from case_visits where case_id = cases.id) as proven,
      (select sum(unproven)::int from case_visits where case_id = cases.id) as unproven,
      exists (select from case_keys where case_id = cases.id) as "hasKey",
      exists (select from case_handovers where case_id = cases.id) as "isOffered",
      (select number from cases as other where other.id = cases.merged_into) as "intoNumber"
    from cases where id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

function stateOf(about: About | undefined, now: number): CaseRecord["upload"] {
  const states = about?.states ?? []
  if (states.includes("waiting")) return "waiting-for-opener"
  if (states.includes("opened")) return "opened"
  if (states.includes("quarantined")) return "quarantined"
  if (!about?.hasCode) return "none"
  if (about.expires === null) return "code-withdrawn"
  return about.expires >= now ? "code-given" : "code-expired"
}
