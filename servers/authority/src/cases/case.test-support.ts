import type { OpenedVisit } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"
import { makeCaseKey, readCaseKey } from "./case-keys.ts"
import { sealForCase } from "./seal-for-case.ts"

/** A case with its own key, as a tracer opens one; gives its id. */
export async function openTestCase({ db, keys, clock }: AuthorityDeps, officer: string): Promise<string> {
  const period = { onset: null, tested: 20_000, infectious_from: 19_990, infectious_until: 20_010 }
  const opened = { pathogen: 1, opened_at: clock.now(), opened_by: officer, kept_until: "2025-08-31" }
  const made = db.insertInto("cases").values({ ...period, ...opened })
  const { id } = await made.returning("id").executeTakeFirstOrThrow()
  await makeCaseKey(db, keys, id)
  return id
}

/** A case whose upload the opener has opened, and sealed for it. */
export async function openTestCaseWith(
  deps: AuthorityDeps,
  officer: string,
  visits: readonly OpenedVisit[],
): Promise<string> {
  const id = await openTestCase(deps, officer)
  const key = await readCaseKey(deps.db, deps.keys, id)
  if (!key) throw new Error("the case has no key")
  const sealed = sealForCase(key, Buffer.from(JSON.stringify({ visits })))
  const proven = visits.filter((visit) => visit.verdict === "proven").length
  const counts = { proven, unproven: visits.length - proven }
  await deps.db
    .insertInto("case_visits")
    .values({ case_id: id, sealed, ...counts })
    .execute()
  return id
}

/** A visit that a printed code proved. */
export const provenVisit = (day: number, arrival = 480): OpenedVisit => ({
  vid: "00".repeat(8),
  day,
  arrival,
  departure: arrival + 60,
  verdict: "proven",
  reason: null,
  keys: null,
  screen: null,
  vehicle: null,
})
