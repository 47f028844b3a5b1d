import {
  type BodyOf,
  call,
  type DoorFinding,
  deliverDoorInspection,
  type noteDoor as noteContract,
} from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { endClass } from "../purges/end-class.ts"
import type { PurgeDeps } from "../purges/purge.ts"
import { applicationOf } from "../venues/find-venues.ts"

/** Keeps what an inspector found at a door, once for each id. */
export async function keepDoor(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  seen: BodyOf<typeof noteContract>,
): Promise<Outcome<Record<never, never>>> {
  return db.transaction().execute((tx) => keepVisit(tx, { at: clock.now(), officer, id }, seen))
}

/** See `keepDoor`; stands or falls with the transaction that it is part of. */
export async function keepVisit(
  tx: AuthorityDeps["db"],
  { at, officer, id }: { readonly at: number; readonly officer: string; readonly id: string },
  { venue, entrance, finding, note }: BodyOf<typeof noteContract>,
): Promise<Outcome<Record<never, never>>> {
  const row = await tx
    .selectFrom("venues")
    .select(["id", "application"])
    .where(sql`id::text`, "=", venue)
    .executeTakeFirst()
  if (!row) return refuse("not-found")
  if (entrance !== null && entrance >= applicationOf(row).entrances.length) return refuse("malformed", "entrance")
  const kept = await tx
    .insertInto("door_inspections")
    .values({ id, venue_id: row.id, entrance, finding, note: note.trim(), at, officer_id: officer })
    .onConflict((c) => c.column("id").doNothing())
    .returning("id")
    .executeTakeFirst()
  if (kept) await writeAudit(tx, { at, officer, act: "inspect-door", subject: row.id })
  return done({})
}

/** Tells venues what was found, until the public server has it; forgets what is old. */
export async function deliverDoors(deps: AuthorityDeps): Promise<void> {
  await deliver(deps)
  await forgetDoors(deps)
}

/** Forgets findings that no venue can show any more. */
export async function forgetDoors(deps: PurgeDeps): Promise<void> {
  await endClass(deps, "door-inspections", ({ moment }) => [{ table: "door_inspections", where: sql`at < ${moment}` }])
}

async function deliver({ db, link, offset }: AuthorityDeps): Promise<void> {
  const rows = await db.selectFrom("door_inspections").selectAll().where("delivered", "=", false).limit(50).execute()
  for (const { id, venue_id: venue, entrance, finding, at } of rows) {
    const body = { venue, entrance, finding: finding as DoorFinding, day: serviceDayOf(unixSeconds(at), offset) } // as: kept through the contract
    const sent = await call(deliverDoorInspection, { ...link, params: { id }, body })
    // Premises of the authority's own have no operator in the portal: there is nobody to tell.
    if (!sent.ok && sent.problem !== "not-found") return
    await db.updateTable("door_inspections").set({ delivered: true }).where("id", "=", id).execute()
  }
}
