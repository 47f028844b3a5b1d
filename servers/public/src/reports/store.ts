import type { BodyOf, CodeReport, reportCode } from "@homesafe/api"
import { serviceDayOf } from "@homesafe/protocol"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

/** Keeps a report; the same one again is one report. False while too many wait for the authority. */
export async function keepReport(deps: PublicDeps, id: string, report: BodyOf<typeof reportCode>): Promise<boolean> {
  const { db, clock, offset, limits } = deps
  const { n } = await db
    .selectFrom("code_reports")
    .select((e) => e.fn.countAll<number>().as("n"))
    .where("id", "<>", id)
    .executeTakeFirstOrThrow()
  if (Number(n) >= limits.waitingReports) return false
  const { problem, text, place } = report
  const photo = Buffer.from(report.photo, "base64url")
  await db
    .insertInto("code_reports")
    .values({ id, day: serviceDayOf(clock.now(), offset), problem, text, place, photo })
    .onConflict((c) => c.column("id").doNothing())
    .execute()
  return true
}

/** Reports that the authority has not acknowledged. */
export async function findReports({ db }: PublicDeps): Promise<CodeReport[]> {
  const rows = await db.selectFrom("code_reports").selectAll().orderBy("day").orderBy("id").limit(20).execute()
  return rows.map(({ photo, problem, ...row }) => ({
    ...row,
    problem: problem as CodeReport["problem"], // as: kept through the contract
    photo: photo.toString("base64url"),
  }))
}

/** The authority has a report: it is dropped here. */
export async function dropReport({ db }: PublicDeps, id: string): Promise<void> {
  await db.deleteFrom("code_reports").where(sql`id::text`, "=", id).execute()
}
