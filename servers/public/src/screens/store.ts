import type { PendingScreen, Screen, ScreenVerdict } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import { type Selectable, sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

type Row = Selectable<PublicTables["screens"]>
type Deps = Pick<PublicDeps, "db">
/** More doors than any venue has: what a stolen session can ask the issuer for. */
export const MOST_SCREENS = 40

/** A row as the portal sees it. */
function screenOf(row: Row): Screen {
  return {
    id: row.id,
    entrance: row.entrance,
    kioskKey: row.kiosk_key.toString("hex"),
    state: row.state,
    reason: row.reason,
    grant: row.issuer_grant?.toString("hex") ?? null,
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
): Promise<Screen | "screen-known" | "too-many-screens"> {
  const key = Buffer.from(wish.kioskKey, "hex")
  return db.transaction().execute(async (tx) => {
    // One writer for a venue at a time, or two would both take its last place.
    await tx.selectFrom("venues").select("id").where("id", "=", venue).forUpdate().execute()
    const known = await tx.selectFrom("screens").selectAll().where("kiosk_key", "=", key).executeTakeFirst()
    if (known) return known.venue_id === venue && known.entrance === wish.entrance ? screenOf(known) : "screen-known"
    const { count } = await tx
      .selectFrom("screens")
      .select((e) => e.fn.countAll<number>().as("count"))
      .where("venue_id", "=", venue)
      .executeTakeFirstOrThrow()
    if (Number(count) >= MOST_SCREENS) return "too-many-screens"
    const row = await tx
      .insertInto("screens")
      .values({ venue_id: venue, entrance: wish.entrance, kiosk_key: key, state: "asked" })
      .onConflict((c) => c.column("kiosk_key").doNothing())
      .returningAll()
      .executeTakeFirst()
    return row ? screenOf(row) : "screen-known" // another venue was faster with this key
  })
}

/** Screens that wait for the authority, oldest first. */
export async function findAskedScreens({ db }: Deps): Promise<PendingScreen[]> {
  const rows = await db
    .selectFrom("screens")
    .selectAll()
    .where("state", "=", "asked")
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
