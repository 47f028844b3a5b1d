import type { ClusterCase } from "@homesafe/domain"
import { sql } from "kysely"
import { sayNumber } from "../cases/find-cases.ts"
import { periodOf } from "../cases/set-period.ts"
import type { AuthorityDeps } from "../deps.ts"

/** Which cases an analysis is about. */
export interface AnalysisWindow {
  readonly from: number
  readonly until: number
  readonly pathogen: number
}

/** A case of the window: as the rules know it, and the moments of its work. */
export interface WindowCase extends ClusterCase {
  readonly number: string
  readonly opened: number
  /** When two officers had first decided for it, and when a list first carried that. Seconds. */
  readonly decided: number | null
  readonly listed: number | null
}

const firstDay = sql<number>`coalesce(onset, tested)`

/** The window's cases by number, without those that were merged into others. */
export async function casesOfWindow({ db }: AuthorityDeps, window: AnalysisWindow): Promise<WindowCase[]> {
  const ended = db
    .selectFrom("decisions")
    .leftJoin("batches", (on) => on.onRef("batches.seq", "=", "decisions.list").on("batches.state", "=", "published"))
    .where("case_id", "is not", null)
    .where("approved_at", "is not", null)
    .where("decisions.state", "not in", ["held", "stopped"])
    .groupBy("case_id")
    .select((e) => ["case_id", e.fn.min("approved_at").as("decided"), e.fn.min("batches.made_at").as("listed")])
  const rows = await db
    .selectFrom("cases")
    .leftJoin(ended.as("ended"), "ended.case_id", "cases.id")
    .selectAll("cases")
    .select(["ended.decided", "ended.listed"])
    .where("pathogen", "=", window.pathogen)
    .where("merged_into", "is", null)
    .where(firstDay, ">=", window.from)
    .where(firstDay, "<=", window.until)
    .orderBy("number")
    .execute()
  return rows.map((row) => ({
    id: row.id,
    number: sayNumber(row.number),
    onset: row.onset,
    tested: row.tested,
    infectious: periodOf(row),
    opened: row.opened_at,
    decided: row.decided,
    listed: row.listed,
  }))
}

/** How many visits lie sealed for the window's cases. It is counted before any is opened. */
export async function countVisits({ db }: AuthorityDeps, window: AnalysisWindow): Promise<number> {
  const { n } = await db
    .selectFrom("case_visits")
    .innerJoin("cases", "cases.id", "case_visits.case_id")
    .where("pathogen", "=", window.pathogen)
    .where(firstDay, ">=", window.from)
    .where(firstDay, "<=", window.until)
    .select(sql<string | null>`sum(proven + unproven)`.as("n"))
    .executeTakeFirstOrThrow()
  return Number(n ?? 0)
}
