import { acknowledgeCodeReport, type CodeReport, call, collectCodeReports } from "@homesafe/api"
import { districtOfAddress } from "@homesafe/domain"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { endClass } from "../purges/end-class.ts"
import type { PurgeDeps } from "../purges/purge.ts"

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

/** Forgets what was looked at a quarter ago, and what nobody looked at in a year. */
export async function forgetInspections(deps: PurgeDeps): Promise<void> {
  await endClass(deps, "inspections", ({ moment }) => [{ table: "inspections", where: sql`closed_at < ${moment}` }])
  await endClass(deps, "waiting-inspections", ({ day }) => [
    { table: "inspections", where: sql`finding is null and day < ${day}` },
  ])
}
