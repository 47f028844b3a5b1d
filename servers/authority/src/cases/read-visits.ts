import type { CaseVisit, KeptVisit } from "@homesafe/api"
import { isInfectiousDay } from "@homesafe/domain"
import { bytesOfBase64url, serviceDay } from "@homesafe/protocol"
import { hoursGranted, readKioskEvidence } from "@homesafe/protocol/publisher"
import { type NotRead, writeFirst } from "../audit/write-first.ts"
import { findStanding } from "../decisions/find-decisions.ts"
import { hourEvidence } from "../decisions/hour-keys.ts"
import { hasRowKey } from "../decisions/row-keys.ts"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "../venues/find-venues.ts"
import { readCaseKey } from "./case-keys.ts"
import { openParts } from "./open-parts.ts"
import { periodOf } from "./set-period.ts"

/**
 * A case's opened visits with their keys, for the server's own use. Nothing is written to the log here: callers do.
 */
export async function openedVisitsOf({ db, keys }: AuthorityDeps, caseId: string): Promise<KeptVisit[]> {
  const key = await readCaseKey(db, keys, caseId)
  if (!key) return []
  const asked = db.selectFrom("case_visits").select("sealed").where("case_id", "=", caseId)
  const parts = await asked.where("sealed", "<>", Buffer.alloc(0)).orderBy("part").execute()
  return openParts(
    key,
    parts.map(({ sealed }) => sealed),
  )
}

/** Reads a case's visits for an officer. The log entry is durable before anything is read; without it, nothing is. */
export async function readVisits(
  deps: AuthorityDeps,
  caseId: string,
  officer: string,
  purpose: string,
): Promise<CaseVisit[] | NotRead> {
  const problem = await writeFirst(deps, { officer, act: "read-visits", subject: caseId, purpose })
  if (problem) return problem
  return describeVisits(deps, caseId, await openedVisitsOf(deps, caseId))
}

/** Visits of a case as an officer reads them: with the venue, what stands about it, and whether the case could infect others. */
export async function describeVisits(
  deps: AuthorityDeps,
  caseId: string,
  visits: readonly KeptVisit[],
): Promise<CaseVisit[]> {
  const theCase = await deps.db.selectFrom("cases").selectAll().where("id", "=", caseId).executeTakeFirst()
  if (!theCase) return [] // it ended in this moment
  const period = periodOf(theCase)
  return Promise.all(visits.map((visit) => describe(deps, visit, isInfectiousDay(serviceDay(visit.day), period))))
}

/** See `caseVisit.hours`. */
async function hoursOf(
  deps: AuthorityDeps,
  { vid, day, keys, screen, interview }: KeptVisit,
): Promise<number[] | null> {
  if (keys || !(screen || interview) || (await hasRowKey(deps, vid, day))) return null
  const own = screen ? readKioskEvidence(bytesOfBase64url(screen) ?? new Uint8Array()) : undefined
  const held = (await hourEvidence(deps, vid, day)).map(({ hour }) => hour)
  return [...new Set([...held, ...(own ? hoursGranted(own.moment, deps.offset) : [])])].sort((a, b) => a - b)
}

async function describe(deps: AuthorityDeps, visit: KeptVisit, infectious: boolean): Promise<CaseVisit> {
  const { db } = deps
  const vid = Buffer.from(visit.vid, "hex")
  const row = await db
    .selectFrom("venue_register")
    .select(["id", "application"])
    .where("vid", "=", vid)
    .executeTakeFirst()
  const venue = row && applicationOf(row)
  return {
    vid: visit.vid,
    venue:
      row && venue
        ? { id: row.id, names: venue.names, category: venue.category, position: venue.position ?? null }
        : null,
    plate: visit.vehicle?.plate ?? null,
    day: visit.day,
    arrival: visit.arrival,
    departure: visit.departure,
    verdict: visit.verdict,
    reason: visit.reason,
    infectious,
    hours: await hoursOf(deps, visit),
    interview: visit.interview ?? null,
    decisions: await findStanding(deps, visit.vid, visit.day),
  }
}
