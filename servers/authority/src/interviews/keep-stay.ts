import { type CaseVisit, type InterviewStay, type KeptVisit, uuid } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { type StayFault, stayFault } from "@homesafe/domain"
import { serviceDay, serviceDayOf } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import { holdCaseKey } from "../cases/case-keys.ts"
import { describeVisits } from "../cases/read-visits.ts"
import { sealForCase } from "../cases/seal-for-case.ts"
import type { AuthorityDeps } from "../deps.ts"
import { placeOfStay } from "./place-of-stay.ts"

const DAY_MINUTES = 1440
const DAY_SECONDS = 86_400

/** Where a stay lies among a case's visits: a part of its own, as each upload is, so that it moves and ends with the case. */
const partOf = (id: string) => `interview ${id}`

/** Keeps one stay that a case told of, sealed to the case; the same id again replaces it. Answers it as it would be read. */
export async function keepStay(
  deps: AuthorityDeps,
  officer: string,
  { caseId, id }: { readonly caseId: string; readonly id: string },
  stay: InterviewStay,
): Promise<Outcome<{ visits: CaseVisit[] }>> {
  if (!uuid.safeParse(id).success) return refuse("malformed", "visit")
  const at = deps.clock.now()
  const today = serviceDayOf(at, deps.offset)
  const minute = Math.floor(((at + deps.offset) % DAY_SECONDS) / 60)
  const fault: StayFault | null = stayFault(stay, { day: today, minute })
  if (fault) return refuse("stay-not-allowed", fault)
  const place = await placeOfStay(deps, stay.place)
  if (!place.ok) return place
  const interview = { id, how: stay.how, words: place.value.words }
  const visits = daysOf(stay).map(
    ({ day, arrival, departure }): KeptVisit => ({
      ...place.value.at(serviceDay(day)),
      ...{ day, arrival, departure, interview },
      verdict: "unproven",
      reason: "interview",
      screen: null,
    }),
  )
  const kept = await deps.db.transaction().execute(async (tx) => {
    const key = await holdCaseKey(tx, deps.keys, caseId)
    if (!key) return false // merged, or over
    const sealed = sealForCase(key, Buffer.from(JSON.stringify({ visits })))
    const counts = { proven: 0, unproven: visits.length }
    await tx
      .insertInto("case_visits")
      .values({ case_id: caseId, part: partOf(id), sealed, ...counts })
      .onConflict((c) => c.columns(["case_id", "part"]).doUpdateSet({ sealed, ...counts }))
      .execute()
    await writeAudit(tx, { at, officer, act: "note-stay", subject: caseId })
    return true
  })
  return kept ? done({ visits: await describeVisits(deps, caseId, visits) }) : refuse("not-in-this-state")
}

/** Removes a stay that was written down wrongly; one that is not there is removed already. */
export async function removeStay(
  { db, clock, keys }: AuthorityDeps,
  officer: string,
  { caseId, id }: { readonly caseId: string; readonly id: string },
): Promise<Outcome<Record<string, never>>> {
  return db.transaction().execute(async (tx) => {
    if (!(await holdCaseKey(tx, keys, caseId))) return refuse("not-in-this-state") // merged, or over
    const asked = tx.deleteFrom("case_visits").where("case_id", "=", caseId).where("part", "=", partOf(id))
    const { numDeletedRows } = await asked.executeTakeFirstOrThrow()
    if (numDeletedRows > 0n) await writeAudit(tx, { at: clock.now(), officer, act: "remove-stay", subject: caseId })
    return done({})
  })
}

/** One stay, day by day: a row of the list speaks of one service day. */
function daysOf({ from, until }: InterviewStay) {
  const days = Array.from({ length: until.day - from.day + 1 }, (_, i) => from.day + i)
  return days
    .map((day) => ({
      day,
      arrival: day === from.day ? from.minute : 0,
      departure: day === until.day ? until.minute : DAY_MINUTES,
    }))
    .filter(({ arrival, departure }) => arrival < departure)
}
