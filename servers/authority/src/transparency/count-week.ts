import type { WeekFigures } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { atLeast, publishCells } from "@homesafe/domain"
import { addDays, type ServiceDay, startOfServiceDay } from "@homesafe/protocol"
import { type Kysely, type RawBuilder, sql } from "kysely"
import { decisionOf, kindOf } from "../decisions/find-decisions.ts"

type Db = Kysely<AuthorityTables>
type Counts = Map<number | null, number>

/**
 * Counts a week that is over, as it may be published: categories and multiples of five, and nothing that names a venue, a case or an
 * officer. Null while a list of that week is still on its way.
 */
export async function countWeek(db: Db, week: ServiceDay, offset: number): Promise<WeekFigures | null> {
  const [from, until] = [startOfServiceDay(week, offset), startOfServiceDay(addDays(week, 7), offset)]
  const open = await db
    .selectFrom("batches")
    .select("seq")
    .where("made_at", "<", until)
    .where("state", "<>", "published")
    .limit(1)
    .execute()
  if (open.length > 0) return null
  const decided = await countDecisions(db, from, until)
  return {
    week,
    registered: publishCells(await countRegistered(db, addDays(week, 6), until)),
    warnings: publishCells(decided.warnings),
    corrections: atLeast(decided.corrections),
    withdrawals: atLeast(decided.withdrawals),
    codes: await one(db, sql`select count(*) as n from upload_codes where given_at >= ${from} and given_at < ${until}`),
  }
}

async function one(db: Db, query: RawBuilder<{ n: string }>): Promise<number> {
  return atLeast(Number((await query.execute(db)).rows[0]?.n ?? 0))
}

/** Venues whose codes were reviewed and hold on the week's last day. */
async function countRegistered(db: Db, lastDay: ServiceDay, until: number): Promise<Counts> {
  const { rows } = await sql<{ category: number | null; n: string }>`
    select (application->>'category')::int as category, count(*) as n from venues
    where state = 'reviewed' and applied_at < ${until} and not_before <= ${lastDay} and (not_after is null or not_after >= ${lastDay})
      and (closed_at is null or closed_at >= ${until}) and (revoked is null or (revoked->>'from')::int > ${lastDay})
    group by 1`.execute(db)
  return new Map(rows.map(({ category, n }) => [category, Number(n)]))
}

async function countDecisions(db: Db, from: number, until: number) {
  const rows = await db
    .selectFrom("decisions")
    .innerJoin("batches", "batches.seq", "decisions.list")
    .leftJoin("venues", "venues.vid", "decisions.vid")
    .select(["decisions.bytes", sql<number | null>`(venues.application->>'category')::int`.as("category")])
    .where("batches.made_at", ">=", from)
    .where("batches.made_at", "<", until)
    .execute()
  const warnings: Counts = new Map()
  const counts = { exposure: 0, correction: 0, withdrawal: 0 }
  for (const { bytes, category } of rows) {
    const kind = kindOf(decisionOf({ bytes }))
    counts[kind] += 1
    if (kind === "exposure") warnings.set(category, (warnings.get(category) ?? 0) + 1)
  }
  return { warnings, corrections: counts.correction, withdrawals: counts.withdrawal }
}
