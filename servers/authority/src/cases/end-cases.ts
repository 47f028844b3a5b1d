import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { serviceDayOf } from "@homesafe/protocol"
import { type Kysely, sql } from "kysely"
import { destroyCase } from "../purges/destroy-case.ts"
import type { Ended } from "../purges/ledger-line.ts"
import { type PurgeDeps, purge } from "../purges/purge.ts"
import { dateOf } from "./kept-statements.ts"

type Tx = Kysely<AuthorityTables>
/** Cases that end in one transaction. */
const AT_A_TIME = 50

/**
 * Ends the cases whose last day is over and which no legal hold keeps, with those that were merged into them. Nothing of a case stays but
 * what the audit log says of who did what with it, and one entry of the purge ledger (ADR 0008, 0035).
 */
export async function endCases(deps: PurgeDeps): Promise<void> {
  const today = dateOf(serviceDayOf(deps.clock.now(), deps.offset))
  let cases = 0
  for (;;) {
    const ended = await purge(deps, (tx) => endSome(tx, deps, today))
    if (ended === 0) break
    cases += ended
  }
  if (cases > 0) deps.log.info({ cases }, "cases-ended")
}

const overBy = (db: Tx, today: string) =>
  db
    .selectFrom("cases")
    .select(["id", "kept_until"])
    .where("merged_into", "is", null)
    .where("kept_until", "<", today)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("retention_acts")
            .select("id")
            .whereRef("retention_acts.case_id", "=", "cases.id")
            .where("kind", "=", "hold")
            .where("state", "=", "agreed")
            .where("until", ">=", today),
        ),
      ),
    )
    .orderBy("kept_until")
    .orderBy("id")

async function endSome(tx: Tx, { keys, clock }: PurgeDeps, today: string): Promise<Ended[]> {
  const over = await overBy(tx, today).limit(AT_A_TIME).forUpdate().execute()
  const ended: Ended[] = []
  // The merged ones first: a row refers to the one that it was merged into.
  for (const { id, kept_until } of over)
    for (const one of [...(await mergedInto(tx, id)), id]) {
      const gone = await destroyCase(tx, keys, one)
      const before = Date.parse(kept_until) / 1000 + 86_400
      ended.push({ class: "case", subject: one, before, ...gone })
      await writeAudit(tx, { at: clock.now(), officer: null, act: "end-case", subject: one, purpose: gone.destroyed })
    }
  return ended
}

/** The cases that were merged into this one, however many times, the furthest first. */
async function mergedInto(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive of_it as (
      select id, 1 as step from cases where merged_into = ${id}
      union all select cases.id, step + 1 from cases join of_it on cases.merged_into = of_it.id)
    select id from of_it order by step desc`.execute(tx)
  return rows.map((row) => row.id)
}
