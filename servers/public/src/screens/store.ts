import type { PendingScreen, Screen, ScreenVerdict } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import type { ServiceDay } from "@homesafe/protocol"
import { type Selectable, sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

type Row = Selectable<PublicTables["screens"]>
type Deps = Pick<PublicDeps, "db">
/** More doors than any venue has: what a stolen session can ask the issuer for. */
export const MOST_SCREENS = 40
/** With those that were removed: a session that removes and asks anew comes to an end too. */
const MOST_ROWS = 400

/** A row as the portal sees it. */
function screenOf(row: Row): Screen {
  return {
    id: row.id,
    entrance: row.entrance,
    kioskKey: row.kiosk_key.toString("hex"),
    state: row.state,
    reason: row.reason,
    grant: row.issuer_grant?.toString("hex") ?? null,
    removedOn: row.removed_on,
  }
}

/** A venue's screens, oldest first. */
export async function findScreens({ db }: Deps, venue: string): Promise<Screen[]> {
  const rows = await db.selectFrom("screens").selectAll().where("venue_id", "=", venue).orderBy("serial").execute()
  return rows.map(screenOf)
}

/** Keeps the wish for a grant; the same key at the same entrance of the same venue is one screen, however often it is asked for. */
export async function askForScreen(
  { db }: Deps,
  venue: string,
  wish: { readonly kioskKey: string; readonly entrance: number },
): Promise<Screen | "screen-known" | "too-many-screens" | "not-in-this-state"> {
  const key = Buffer.from(wish.kioskKey, "hex")
  return db.transaction().execute(async (tx) => {
    // One writer for a venue at a time, or two would both take its last place.
    await tx.selectFrom("venues").select("id").where("id", "=", venue).forUpdate().execute()
    const known = await tx.selectFrom("screens").selectAll().where("kiosk_key", "=", key).executeTakeFirst()
    if (known?.venue_id === venue && known.removed_on !== null) return "not-in-this-state"
    if (known) return known.venue_id === venue && known.entrance === wish.entrance ? screenOf(known) : "screen-known"
    const { all, used } = await tx
      .selectFrom("screens")
      .select((e) => [
        e.fn.countAll<number>().as("all"),
        e.fn.countAll<number>().filterWhere("removed_on", "is", null).as("used"),
      ])
      .where("venue_id", "=", venue)
      .executeTakeFirstOrThrow()
    if (Number(used) >= MOST_SCREENS || Number(all) >= MOST_ROWS) return "too-many-screens"
    const row = await tx
      .insertInto("screens")
      .values({ venue_id: venue, entrance: wish.entrance, kiosk_key: key, state: "asked" })
      .onConflict((c) => c.column("kiosk_key").doNothing())
      .returningAll()
      .executeTakeFirst()
    return row ? screenOf(row) : "screen-known" // another venue was faster with this key
  })
}

/** Gives a screen up; the first day on which that was done stays. */
export async function removeScreen(
  { db }: Deps,
  venue: string,
  id: string,
  today: ServiceDay,
): Promise<Screen | undefined> {
  const row = await db
    .updateTable("screens")
    .set({ removed_on: sql<number>`coalesce(removed_on, ${today})` })
    .where("venue_id", "=", venue)
    .where(sql`id::text`, "=", id)
    .returningAll()
    .executeTakeFirst()
  return row && screenOf(row)
}

/** Screens that wait for the authority, oldest first. */
export async function findAskedScreens({ db }: Deps): Promise<PendingScreen[]> {
  const rows = await db
    .selectFrom("screens")
    .selectAll()
    .where("state", "=", "asked")
    .where("removed_on", "is", null)
    .orderBy("serial")
    .limit(50)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    venue: row.venue_id,
    entrance: row.entrance,
    kioskKey: row.kiosk_key.toString("hex"),
  }))
}

/** Writes the authority's answer. False when there is no such screen. */
export async function writeScreenVerdict({ db }: Deps, id: string, verdict: ScreenVerdict): Promise<boolean> {
  const result = await db
    .updateTable("screens")
    .set({
      state: verdict.state,
      reason: verdict.reason,
      issuer_grant: verdict.grant === null ? null : Buffer.from(verdict.grant, "hex"),
    })
    .where(sql`id::text`, "=", id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
