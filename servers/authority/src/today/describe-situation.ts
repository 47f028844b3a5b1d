import type { Situation } from "@homesafe/api"
import { addDays, serviceDayOf, startOfServiceDay, unixSeconds } from "@homesafe/protocol"
import { type RawBuilder, sql } from "kysely"
import { decisionOf, kindOf } from "../decisions/find-decisions.ts"
import type { AuthorityDeps } from "../deps.ts"

/** Counts the last `days` service days, today among them. Nothing is opened for it: what is sealed stays sealed. */
export async function describeSituation(deps: AuthorityDeps, days: number): Promise<Situation> {
  const { db, clock, offset } = deps
  const now = clock.now()
  const until = serviceDayOf(now, offset)
  const from = addDays(until, 1 - days)
  const since = startOfServiceDay(from, offset)
  const one = async (query: RawBuilder<{ n: string | number | null }>) => {
    const { rows } = await query.execute(db)
    return Number(rows[0]?.n ?? 0)
  }
  const decisions = await db
    .selectFrom("decisions")
    .select(["bytes", "vid", "approved_at", "case_id", "list"])
    .where("approved_at", ">=", since)
    .where("state", "not in", ["held", "stopped"])
    .execute()
  const decided = decisions.map((row) => ({ ...row, decision: decisionOf(row) }))
  const ofKind = (kind: string) => decided.filter(({ decision }) => kindOf(decision) === kind).length
  const warning = decided.filter(({ decision }) => decision.windows.length > 0)
  const cases = await sql<{ pathogen: number; n: string }>`
    select pathogen, count(*) as n from cases where opened_at >= ${since} and merged_into is null group by pathogen order by n desc, pathogen`.execute(
    db,
  )
  return {
    now: unixSeconds(now),
    from,
    until,
    cases: cases.rows.map(({ pathogen, n }) => ({ pathogen, opened: Number(n) })),
    codes: {
      given: await one(sql`select count(*) as n from upload_codes where given_at >= ${since}`),
      used: await one(
        sql`select count(*) as n from upload_codes join uploads using (lookup) where upload_codes.given_at >= ${since}`,
      ),
    },
    uploads: {
      opened: await one(sql`select count(*) as n from uploads where received_at >= ${since} and state = 'opened'`),
      quarantined: await one(
        sql`select count(*) as n from uploads where received_at >= ${since} and state = 'quarantined'`,
      ),
      waiting: await one(sql`select count(*) as n from uploads where state = 'waiting'`),
    },
    stays: {
      proven: await one(
        sql`select sum(proven) as n from case_visits join cases on cases.id = case_id where opened_at >= ${since}`,
      ),
      unproven: await one(
        sql`select sum(unproven) as n from case_visits join cases on cases.id = case_id where opened_at >= ${since}`,
      ),
    },
    decisions: {
      exposure: ofKind("exposure"),
      correction: ofKind("correction"),
      withdrawal: ofKind("withdrawal"),
      venues: new Set(warning.map(({ vid }) => vid.toString("hex"))).size,
      named: warning.filter(({ decision }) => decision.named !== undefined).length,
    },
    waiting: {
      decisions: await one(sql`select count(*) as n from decisions where state = 'proposed'`),
      objections: await one(
        sql`select count(*) as n from venue_notices where objection is not null and answer is null`,
      ),
      tasks: await one(sql`select count(*) as n from case_tasks where done_at is null`),
      calls: await one(sql`select count(*) as n from calls where outcome is null or outcome = 'try-again'`),
    },
    calls: {
      reached: await one(sql`select count(*) as n from calls where outcome_at >= ${since} and outcome = 'reached'`),
      notReached: await one(
        sql`select count(*) as n from calls where outcome_at >= ${since} and outcome = 'not-reached'`,
      ),
    },
    lists: await one(sql`select count(*) as n from batches where made_at >= ${since} and state = 'published'`),
    median: {
      caseToDecision: await median(
        deps,
        sql`select approved_at - opened_at as s from decisions join cases on cases.id = case_id
          where approved_at >= ${since} and supersedes is null and decisions.state not in ('held', 'stopped')`,
      ),
      decisionToList: await median(
        deps,
        sql`select made_at - approved_at as s from decisions join batches on batches.seq = list where approved_at >= ${since}`,
      ),
    },
  }
}

async function median({ db }: AuthorityDeps, seconds: RawBuilder<unknown>): Promise<number | null> {
  const { rows } = await sql<{ n: number | null }>`
    select percentile_disc(0.5) within group (order by s) as n from (${seconds}) as each`.execute(db)
  const n = rows[0]?.n ?? null
  return n === null ? null : Math.max(0, Number(n))
}
