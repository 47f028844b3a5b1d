import type { DoorInspection, IssuedCode, Names, RegisteredVenueRecord } from "@homesafe/api"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf, recordOf } from "../venues/find-venues.ts"

const PAGE = 20

/** What an inspector needs before a door: nothing when the register has no such venue. */
export async function findAtDoor(
  deps: AuthorityDeps,
  { commit, venue }: { readonly commit?: string | undefined; readonly venue?: string | undefined },
): Promise<
  | {
      readonly venue: RegisteredVenueRecord
      readonly entrances: (Names | null)[]
      readonly codes: IssuedCode[]
      readonly wanted: { readonly request: string; readonly day: number }[]
    }
  | undefined
> {
  const row = await deps.db
    .selectFrom("venues")
    .selectAll()
    .where((e) =>
      commit === undefined ? e(sql<string>`id::text`, "=", venue ?? "") : e("commit", "=", Buffer.from(commit, "hex")),
    )
    .executeTakeFirst()
  if (!row) return undefined
  return {
    venue: await recordOf(deps, row),
    entrances: applicationOf(row).entrances.map(({ names }) => names),
    codes: row.codes as IssuedCode[], // as: written by issue-codes
    wanted: await findWanted(deps, row.id),
  }
}

/** Days whose key was asked for and has not come: the newest request of each. */
async function findWanted({ db }: AuthorityDeps, venue: string) {
  return db
    .selectFrom("venue_requests")
    .distinctOn("day")
    .select(["id as request", "day"])
    .where("venue_id", "=", venue)
    .where("state", "<>", "answered")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("row_keys")
            .select("day")
            .whereRef("row_keys.vid", "=", "venue_requests.vid")
            .whereRef("row_keys.day", "=", "venue_requests.day"),
        ),
      ),
    )
    .orderBy("day")
    .orderBy("asked_at", "desc")
    .execute()
}

/** A page of visits to doors, newest first. */
export async function findDoorInspections(
  { db }: AuthorityDeps,
  page: number,
): Promise<{ inspections: DoorInspection[]; total: number }> {
  const { n } = await db
    .selectFrom("door_inspections")
    .select((e) => e.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom("door_inspections")
    .innerJoin("venues", "venues.id", "door_inspections.venue_id")
    .innerJoin("officers", "officers.id", "door_inspections.officer_id")
    .select([
      "door_inspections.id",
      "venue_id as venue",
      "entrance",
      "finding",
      "note",
      "at",
      "application",
      "officers.name as officer",
    ])
    .orderBy("at", "desc")
    .orderBy(sql`door_inspections.id`)
    .limit(PAGE)
    .offset(page * PAGE)
    .execute()
  const inspections = rows.map(({ application, finding, ...row }) => {
    const { names, entrances } = applicationOf({ application })
    const door = row.entrance === null ? undefined : entrances[row.entrance]
    return {
      ...row,
      finding: finding as DoorInspection["finding"], // as: kept through the contract
      names,
      entranceNames: door?.names ?? null,
    }
  })
  return { inspections, total: Number(n) }
}
