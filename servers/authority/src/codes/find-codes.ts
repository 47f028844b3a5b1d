import { type CodeRecord, type CodeState, codeReason, codeState, type WaitingCodes } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type Kysely, sql } from "kysely"
import { sayNumber } from "../cases/find-cases.ts"
import type { AuthorityDeps } from "../deps.ts"

/** What the contracts call a page, and the most batches that are shown as waiting. */
const PAGE = 20
const MOST_WAITING = 200

/** Where a wish for a code stands, or the code that it became. */
function stateAt(now: number) {
  return sql<string>`case
    when r.state <> 'made' then r.state
    when u.lookup is not null then 'used'
    when c.withdrawal is not null then c.withdrawal
    when r.delivery = 'failed' then 'failed'
    when c.expires < ${now} then 'expired'
    when r.delivery is null then 'given'
    when r.delivery = 'queued' then 'sending'
    else r.delivery end`
}

function codesAt(db: Kysely<AuthorityTables>, now: number) {
  return db
    .selectFrom("code_requests as r")
    .leftJoin("upload_codes as c", "c.request_id", "r.id")
    .leftJoin("uploads as u", (join) => join.onRef("u.lookup", "=", "c.lookup").on("u.case_id", "is not", null))
    .select(stateAt(now).as("state"))
}

/** One page of codes, newest first: of all cases, or of one. */
export async function findCodes(
  { db, clock }: AuthorityDeps,
  reader: string,
  { page = 0, caseId }: { readonly page?: number; readonly caseId?: string },
): Promise<{ codes: CodeRecord[]; total: number }> {
  let counted = db.selectFrom("code_requests").select((e) => e.fn.countAll<number>().as("n"))
  let asked = codesAt(db, clock.now()).innerJoin("cases", "cases.id", "r.case_id")
  if (caseId !== undefined) {
    counted = counted.where("case_id", "=", caseId)
    asked = asked.where("r.case_id", "=", caseId)
  }
  const { n } = await counted.executeTakeFirstOrThrow()
  const rows = await asked
    .innerJoin("officers as o", "o.id", "r.officer_id")
    .leftJoin("officers as d", "d.id", "r.decided_by")
    .select([
      ...(["r.id", "r.case_id", "r.way", "r.reason", "r.officer_id", "r.asked_at", "r.tries", "r.next_at"] as const),
      ...(["cases.number", "c.expires", "o.name as officer", "d.name as decider"] as const),
    ])
    .orderBy("r.asked_at", "desc")
    .orderBy("r.id")
    .limit(PAGE)
    .offset(page * PAGE)
    .execute()
  return { codes: rows.map((row) => recordOf(row, reader)), total: Number(n) }
}

interface FoundCode {
  readonly id: string
  readonly case_id: string
  readonly number: number
  readonly way: CodeRecord["way"]
  readonly state: string
  readonly reason: string | null
  readonly officer_id: string
  readonly officer: string
  readonly decider: string | null
  readonly asked_at: number
  readonly expires: number | null
  readonly tries: number
  readonly next_at: number | null
}

function recordOf(row: FoundCode, reader: string): CodeRecord {
  return {
    id: row.id,
    caseId: row.case_id,
    caseNumber: sayNumber(row.number),
    way: row.way,
    state: codeState.parse(row.state),
    reason: row.reason === null ? null : codeReason.parse(row.reason),
    askedBy: row.officer,
    isOwn: row.officer_id === reader,
    askedAt: row.asked_at,
    decidedBy: row.decider,
    expires: row.expires,
    tries: row.tries,
    nextTry: row.next_at,
  }
}

/** Where the codes of one laboratory's file stand. */
export async function findImport(
  { db, clock }: AuthorityDeps,
  batch: string,
): Promise<{ caseId: string; state: CodeState }[]> {
  const rows = await codesAt(db, clock.now()).select("r.case_id").where("r.batch", "=", batch).limit(2000).execute()
  return rows.map((row) => ({ caseId: row.case_id, state: codeState.parse(row.state) }))
}

/** What waits for another officer, oldest first; the rows of one file are one matter. */
export async function findWaiting({ db }: AuthorityDeps, reader: string): Promise<WaitingCodes[]> {
  const rows = await db
    .selectFrom("code_requests as r")
    .innerJoin("cases", "cases.id", "r.case_id")
    .innerJoin("officers as o", "o.id", "r.officer_id")
    .where("r.state", "=", "waiting")
    .groupBy(["r.batch", "r.officer_id", "o.name"])
    .select((e) => [
      "r.batch",
      "r.officer_id",
      "o.name",
      e.fn.countAll<number>().as("n"),
      e.fn.min("r.asked_at").as("asked_at"),
      e.fn.min("cases.number").as("number"),
      sql<string>`min(r.case_id::text)`.as("case_id"),
      sql<CodeRecord["way"]>`min(r.way)`.as("way"),
      sql<string[]>`array_agg(distinct r.reason)`.as("reasons"),
    ])
    .orderBy("asked_at")
    .limit(MOST_WAITING)
    .execute()
  return rows.map((row) => {
    const isOne = Number(row.n) === 1
    return {
      id: row.batch,
      n: Number(row.n),
      caseNumber: isOne ? sayNumber(row.number) : null,
      caseId: isOne ? row.case_id : null,
      way: isOne ? row.way : null,
      reasons: row.reasons.map((reason) => codeReason.parse(reason)),
      askedBy: row.name,
      isOwn: row.officer_id === reader,
      askedAt: row.asked_at,
    }
  })
}

/** How many codes wait for another officer, and how many of them because one officer had given many. */
export async function countWaiting({ db }: AuthorityDeps): Promise<{ waiting: number; beyondLimit: number }> {
  const row = await db
    .selectFrom("code_requests")
    .where("state", "=", "waiting")
    .select((e) => [
      e.fn.countAll<number>().as("waiting"),
      e.fn.countAll<number>().filterWhere("reason", "<>", "used-before").as("beyond"),
    ])
    .executeTakeFirstOrThrow()
  return { waiting: Number(row.waiting), beyondLimit: Number(row.beyond) }
}
