import { acknowledgeCodeReport, type CodeReport, call, collectCodeReports } from "@homesafe/api"
import { districtOfAddress } from "@homesafe/domain"
import { addDays, serviceDayOf } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"

// What was looked at is of no use after a quarter, what nobody looked at after a year.
const CLOSED_SECONDS = 90 * 86_400
const OPEN_DAYS = 365

/** Pulls reports of codes, keeps each durably, and only then has the public server drop it. Forgets what is old. */
export async function collectReports(deps: AuthorityDeps): Promise<void> {
  const pulled = await call(collectCodeReports, deps.link)
  if (pulled.ok) {
    for (const report of pulled.value.reports) {
      await keepReport(deps, report)
      await call(acknowledgeCodeReport, { ...deps.link, params: { id: report.id } })
    }
  }
  await forgetInspections(deps)
}

/** Keeps a report; again, it is one. */
export async function keepReport({ db }: AuthorityDeps, { photo, ...report }: CodeReport): Promise<void> {
  await db
    .insertInto("inspections")
    .values({
      ...report,
      area: districtOfAddress({ en: report.place, hant: report.place }),
      photo: Buffer.from(photo, "base64url"),
    })
    .onConflict((c) => c.column("id").doNothing())
    .execute()
}

/** Forgets what is past its time. */
export async function forgetInspections({ db, clock, offset }: AuthorityDeps): Promise<void> {
  const now = clock.now()
  await db
    .deleteFrom("inspections")
    .where((e) =>
      e.or([
        e("closed_at", "<", now - CLOSED_SECONDS),
        e.and([e("finding", "is", null), e("day", "<", addDays(serviceDayOf(now, offset), -OPEN_DAYS))]),
      ]),
    )
    .execute()
}
