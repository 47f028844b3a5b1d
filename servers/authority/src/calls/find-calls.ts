import { type CallLine, callLanguage } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type Kysely, sql } from "kysely"
import { sayNumber } from "../cases/find-cases.ts"
import type { AuthorityDeps } from "../deps.ts"

/** Calls at a time. */
const PAGE = 20
/** What is shown of one case. */
const MOST = 200

/** Whose calls are asked for. */
export interface Asked {
  readonly officer: string
  readonly whose: "mine" | "nobody" | "all"
}

/** Still to make: as the partial indexes of the table have it. */
const toMake = sql<boolean>`(outcome is null or outcome = 'try-again')`

const lines = (db: Kysely<AuthorityTables>) =>
  db
    .selectFrom("calls")
    .innerJoin("cases", "cases.id", "calls.case_id")
    .leftJoin("officers", "officers.id", "calls.officer_id")
    .leftJoin("officers as caller", "caller.id", "outcome_by")
    .select([
      ...(["calls.id", "case_id", "number", "pathogen", "decision_id", "language", "interpreter", "due"] as const),
      ...([
        "officer_id",
        "officers.name as officer",
        "tries",
        "outcome",
        "outcome_at",
        "caller.name as caller",
      ] as const),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof lines>["executeTakeFirstOrThrow"]>>

const lineOf = (row: Row): CallLine => ({
  id: row.id,
  case: { id: row.case_id, number: sayNumber(row.number), pathogen: row.pathogen },
  decision: row.decision_id,
  language: callLanguage.safeParse(row.language).data ?? null,
  interpreter: row.interpreter,
  due: row.due,
  officer: row.officer_id === null ? null : { id: row.officer_id, name: row.officer ?? "" },
  tries: row.tries,
  outcome:
    row.outcome && row.outcome_at !== null ? { is: row.outcome, by: row.caller ?? "", at: row.outcome_at } : null,
})

/** A page of the calls to make, by when they are due, and how many they are. */
export async function callsToMake({ db }: AuthorityDeps, asked: Asked, page: number) {
  const [rows, total] = [
    await lines(db)
      .where(isAskedFor(asked))
      .orderBy("due")
      .orderBy("calls.id")
      .limit(PAGE)
      .offset(page * PAGE)
      .execute(),
    await countCalls(db, isAskedFor(asked)),
  ]
  return { calls: rows.map(lineOf), total }
}

/** How many calls are due that the officer could make now: their own, and nobody's. */
export function callsDue({ db, clock }: AuthorityDeps, officer: string): Promise<number> {
  return countCalls(db, sql`${toMake} and due <= ${clock.now()} and (officer_id = ${officer} or officer_id is null)`)
}

/** The calls to a case itself: what is to make first. */
export async function callsOfCase({ db }: AuthorityDeps, caseId: string): Promise<CallLine[]> {
  const rows = await lines(db)
    .where("case_id", "=", caseId)
    .where("decision_id", "is", null)
    .orderBy(sql`case when ${toMake} then 0 else 1 end`)
    .orderBy("due")
    .orderBy("calls.id")
    .limit(MOST)
    .execute()
  return rows.map(lineOf)
}

function isAskedFor({ officer, whose }: Asked) {
  const holder = { mine: sql`officer_id = ${officer}`, nobody: sql`officer_id is null`, all: sql`true` }[whose]
  return sql<boolean>`${toMake} and ${holder}`
}

async function countCalls(db: Kysely<AuthorityTables>, which: ReturnType<typeof isAskedFor>): Promise<number> {
  const counted = db.selectFrom("calls").select((e) => e.fn.countAll<number>().as("n"))
  return Number((await counted.where(which).executeTakeFirstOrThrow()).n)
}
