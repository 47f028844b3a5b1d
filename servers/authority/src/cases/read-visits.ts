import { createDecipheriv } from "node:crypto"
import { type CaseVisit, type OpenedVisit, openedVisit } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { isInfectiousDay } from "@homesafe/domain"
import { bytesOfBase64url, serviceDay } from "@homesafe/protocol"
import { hoursGranted, readKioskEvidence } from "@homesafe/protocol/publisher"
import { findStanding } from "../decisions/find-decisions.ts"
import { hourEvidence } from "../decisions/hour-keys.ts"
import { hasRowKey } from "../decisions/row-keys.ts"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "../venues/find-venues.ts"
import { readCaseKey } from "./case-keys.ts"

/** A case's opened visits with their keys, for the server's own use. Nothing is written to the log here: callers do. */
export async function openedVisitsOf({ db, keys }: AuthorityDeps, caseId: string): Promise<OpenedVisit[]> {
  const row = await db.selectFrom("case_visits").select("sealed").where("case_id", "=", caseId).executeTakeFirst()
  const key = await readCaseKey(db, keys.atRest, caseId)
  if (!row || !key) return []
  const decipher = createDecipheriv("aes-256-gcm", key, row.sealed.subarray(0, 12))
  decipher.setAuthTag(row.sealed.subarray(-16))
  const text = Buffer.concat([decipher.update(row.sealed.subarray(12, -16)), decipher.final()]).toString()
  const { visits } = JSON.parse(text) as { visits: unknown[] } // as: sealed by the opener, checked on the next line
  return visits.map((v) => openedVisit.parse(v))
}

/** Reads a case's visits for an officer. The log entry is durable before anything is read; without it, nothing is. */
export async function readVisits(
  deps: AuthorityDeps,
  caseId: string,
  officer: string,
  purpose: string,
): Promise<CaseVisit[] | "audit-unavailable"> {
  try {
    await deps.db
      .transaction()
      .execute((tx) => writeAudit(tx, { at: deps.clock.now(), officer, act: "read-visits", subject: caseId, purpose }))
  } catch {
    return "audit-unavailable"
  }
  const theCase = await deps.db.selectFrom("cases").selectAll().where("id", "=", caseId).executeTakeFirstOrThrow()
  const period = { from: serviceDay(theCase.infectious_from), until: serviceDay(theCase.infectious_until) }
  const visits = await openedVisitsOf(deps, caseId)
  return Promise.all(visits.map((visit) => describe(deps, visit, isInfectiousDay(serviceDay(visit.day), period))))
}

/** See `caseVisit.hours`. */
async function hoursOf(deps: AuthorityDeps, { vid, day, keys, screen }: OpenedVisit): Promise<number[] | null> {
  if (keys || !screen || (await hasRowKey(deps, vid, day))) return null
  const own = readKioskEvidence(bytesOfBase64url(screen) ?? new Uint8Array())
  const held = (await hourEvidence(deps, vid, day)).map(({ hour }) => hour)
  return [...new Set([...held, ...(own ? hoursGranted(own.moment, deps.offset) : [])])].sort((a, b) => a - b)
}

async function describe(deps: AuthorityDeps, visit: OpenedVisit, infectious: boolean): Promise<CaseVisit> {
  const { db } = deps
  const vid = Buffer.from(visit.vid, "hex")
  const row = await db.selectFrom("venues").select(["id", "application"]).where("vid", "=", vid).executeTakeFirst()
  const venue = row && applicationOf(row)
  return {
    vid: visit.vid,
    venue: row && venue ? { id: row.id, names: venue.names, category: venue.category } : null,
    plate: visit.vehicle?.plate ?? null,
    day: visit.day,
    arrival: visit.arrival,
    departure: visit.departure,
    verdict: visit.verdict,
    reason: visit.reason,
    infectious,
    hours: await hoursOf(deps, visit),
    decisions: await findStanding(deps, visit.vid, visit.day),
  }
}
