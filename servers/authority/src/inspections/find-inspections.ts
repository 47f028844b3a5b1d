import type { Inspection } from "@homesafe/api"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"

const PAGE = 20

/** A page of the inspection list, what nobody has looked at first. */
export async function findInspections({ db }: AuthorityDeps, page: number) {
  const counts = await db
    .selectFrom("inspections")
    .select((e) => [
      e.fn.countAll<number>().as("total"),
      e.fn.countAll<number>().filterWhere("finding", "is", null).as("open"),
    ])
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom("inspections")
    .selectAll()
    .select(
      sql<number>`(select count(*) from inspections as other where other.finding is null and other.id <> inspections.id
        and md5(other.text) = md5(inspections.text))`.as("alike"),
    )
    .orderBy((e) => e.case().when("finding", "is", null).then(0).else(1).end())
    .orderBy("day", "desc")
    .orderBy("id")
    .limit(PAGE)
    .offset(page * PAGE)
    .execute()
  const inspections = rows.map(({ photo, closed_at: _, area: _area, problem, alike, ...row }) => ({
    ...row,
    problem: problem as Inspection["problem"], // as: kept through the contract
    photo: photo.toString("base64url"),
    alike: Number(alike),
  }))
  return { inspections, open: Number(counts.open), total: Number(counts.total) }
}
