import type { CaseRecord, CaseSearch } from "@homesafe/api"
import { NEAR_DAYS } from "@homesafe/domain"
import { type RawBuilder, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { caseRecords } from "./find-cases.ts"

/** Cases at a time. */
const PAGE = 50
/** Likely duplicates that are told. */
const MOST_ALIKE = 5

/** A page of cases, newest first; each filter is a condition on an index, and the page goes on from a number. */
export async function searchCases(
  deps: AuthorityDeps,
  { number, pathogen, upload, officer, from, until, before }: CaseSearch,
): Promise<{ readonly cases: CaseRecord[]; readonly next: number | null }> {
  let asked = deps.db
    .selectFrom("cases")
    .selectAll()
    .orderBy("number", "desc")
    .limit(PAGE + 1)
  if (number !== undefined) asked = asked.where("number", "=", number)
  if (pathogen !== undefined) asked = asked.where("pathogen", "=", pathogen)
  if (officer !== undefined) asked = asked.where("opened_by", "=", officer)
  if (from !== undefined) asked = asked.where("tested", ">=", from)
  if (until !== undefined) asked = asked.where("tested", "<=", until)
  if (before !== undefined) asked = asked.where("number", "<", before)
  if (upload !== undefined) asked = asked.where(isIn(upload, deps.clock.now()))
  const rows = await asked.execute()
  const page = rows.slice(0, PAGE)
  return { cases: await caseRecords(deps, page), next: rows.length > PAGE ? (page.at(-1)?.number ?? null) : null }
}

const uploaded = (state: string) =>
  sql<boolean>`exists (select from uploads where uploads.case_id = cases.id and state = ${state})`
const anyUpload = sql<boolean>`exists (select from uploads where uploads.case_id = cases.id)`
const anyCode = sql<boolean>`exists (select from upload_codes where upload_codes.case_id = cases.id)`
const code = (since: number) =>
  sql<boolean>`exists (select from upload_codes where upload_codes.case_id = cases.id and withdrawn_at is null and expires >= ${since})`

/** The condition that a case's upload stands so: the same order of words as a case's own state has. */
function isIn(state: NonNullable<CaseSearch["upload"]>, now: number): RawBuilder<boolean> {
  if (state === "merged") return sql`merged_into is not null`
  const states = {
    "waiting-for-opener": uploaded("waiting"),
    opened: sql`${uploaded("opened")} and not ${uploaded("waiting")}`,
    quarantined: sql`${uploaded("quarantined")} and not ${uploaded("opened")} and not ${uploaded("waiting")}`,
    "code-given": sql`${code(now)} and not ${anyUpload}`,
    "code-expired": sql`${code(0)} and not ${code(now)} and not ${anyUpload}`,
    "code-withdrawn": sql`${anyCode} and not ${code(0)} and not ${anyUpload}`,
    none: sql`not ${anyCode} and not ${anyUpload}`,
  }
  return sql`merged_into is null and ${states[state]}`
}

/** The newest cases that may be the same person's: the same disease, and tests and first days of illness a few days apart. */
export async function likelyDuplicates(
  deps: AuthorityDeps,
  { id, pathogen, tested, onset }: CaseRecord,
): Promise<{ readonly cases: CaseRecord[]; readonly more: boolean }> {
  let asked = deps.db
    .selectFrom("cases")
    .selectAll()
    .where("pathogen", "=", pathogen)
    .where("tested", ">=", tested - NEAR_DAYS)
    .where("tested", "<=", tested + NEAR_DAYS)
    .where("merged_into", "is", null)
    .where("id", "<>", id)
    .where(sql<boolean>`exists (select from case_keys where case_id = cases.id)`)
  if (onset !== null)
    asked = asked.where((e) => e.or([e("onset", "is", null), e.between("onset", onset - NEAR_DAYS, onset + NEAR_DAYS)]))
  const rows = await asked
    .orderBy("number", "desc")
    .limit(MOST_ALIKE + 1)
    .execute()
  return { cases: await caseRecords(deps, rows.slice(0, MOST_ALIKE)), more: rows.length > MOST_ALIKE }
}
