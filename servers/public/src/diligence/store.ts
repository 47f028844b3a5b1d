import type { BodyOf, Diligence, DoorFinding, deliverDoorInspection, OwnCheck } from "@homesafe/api"
import { keptDays } from "@homesafe/domain"
import { addDays, serviceDayOf } from "@homesafe/protocol"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

type Deps = Pick<PublicDeps, "db" | "clock" | "offset">

/** So long what a venue did is kept: a code's longest life, and what comes after it. */
const KEPT_DAYS = keptDays("diligence")
/** The kinds that are of one entrance. */
const OF_A_DOOR: readonly OwnCheck[] = ["displayed", "tested"]
const WHOLE_VENUE = -1

const todayOf = ({ clock, offset }: Deps) => serviceDayOf(clock.now(), offset)

/** Notes a check of today; the same again is one. False when the kind and the entrance do not go together. */
export async function keepCheck(
  deps: Deps,
  venue: { readonly id: string; readonly entrances: readonly unknown[] },
  { kind, entrance }: { readonly kind: OwnCheck; readonly entrance: number | null },
): Promise<boolean> {
  const isOfDoor = OF_A_DOOR.includes(kind)
  if (isOfDoor !== (entrance !== null) || (entrance ?? 0) >= venue.entrances.length) return false
  await deps.db
    .insertInto("venue_checks")
    .values({ venue_id: venue.id, day: todayOf(deps), kind, entrance: entrance ?? WHOLE_VENUE })
    .onConflict((c) => c.doNothing())
    .execute()
  return true
}

/** Keeps what an inspector found; the same again is one visit. False when there is no such venue. */
export async function keepFinding(
  { db }: Deps,
  id: string,
  { venue, entrance, finding, day }: BodyOf<typeof deliverDoorInspection>,
): Promise<boolean> {
  const known = await db.selectFrom("venues").select("id").where(sql`id::text`, "=", venue).executeTakeFirst()
  if (!known) return false
  await db
    .insertInto("door_inspections")
    .values({ id, venue_id: known.id, day, finding, entrance })
    .onConflict((c) => c.column("id").doNothing())
    .execute()
  return true
}

/** What a venue can show: a day has at most one check of a kind and door, and inspectors' visits are the newest 500. */
export async function findDiligence({ db }: Deps, venue: string): Promise<Diligence> {
  const checks = await db
    .selectFrom("venue_checks")
    .select(["kind", "entrance", "day"])
    .where("venue_id", "=", venue)
    .orderBy("day", "desc")
    .orderBy("kind")
    .orderBy("entrance")
    .limit(2_000)
    .execute()
  const inspections = await db
    .selectFrom("door_inspections")
    .select(["finding", "entrance", "day"])
    .where("venue_id", "=", venue)
    .orderBy("day", "desc")
    .orderBy("id")
    .limit(500)
    .execute()
  return {
    checks: checks.map(({ kind, entrance, day }) => ({
      kind: kind as OwnCheck, // as: kept through the contract
      entrance: entrance === WHOLE_VENUE ? null : entrance,
      day,
    })),
    inspections: inspections.map((each) => ({ ...each, finding: each.finding as DoorFinding })), // as: kept through the contract
  }
}

/** Forgets what is older than anybody asks for. */
export async function purgeDiligence(deps: Deps): Promise<number> {
  const before = addDays(todayOf(deps), -KEPT_DAYS)
  let count = 0
  for (const table of ["venue_checks", "door_inspections"] as const) {
    const { numDeletedRows } = await deps.db.deleteFrom(table).where("day", "<", before).executeTakeFirstOrThrow()
    count += Number(numDeletedRows)
  }
  return count
}
