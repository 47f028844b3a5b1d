import type { BodyOf, deliverVenueNotice, VenueNotice } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import { bytesOfHex } from "@homesafe/protocol"
import { type Selectable, sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

type Row = Selectable<PublicTables["venue_notices"]>
type Deps = Pick<PublicDeps, "db" | "clock">
/** How long after its list a notice is shown. */
const SHOWN_SECONDS = 45 * 86_400

function noticeOf(row: Row): VenueNotice {
  const { objection, objected_at, answer } = row
  return {
    ...(row.notice as Omit<VenueNotice, "id" | "objection">), // as: written below, from what the contract has checked
    id: row.id.toString("hex"),
    objection: objection === null || objected_at === null ? null : { text: objection, at: objected_at, answer },
  }
}

/** Keeps a notice, or the answer to what was said against it. False when there is no such venue. */
export async function keepNotice(
  { db }: Deps,
  id: string,
  { answer, ...notice }: BodyOf<typeof deliverVenueNotice>,
): Promise<boolean> {
  const known = await db.selectFrom("venues").select("id").where(sql`id::text`, "=", notice.venue).executeTakeFirst()
  if (!known) return false
  await db
    .insertInto("venue_notices")
    .values({
      id: bytesOfHex(id),
      venue_id: known.id,
      day: notice.day,
      notice: JSON.stringify(notice),
      list_at: notice.listAt,
      answer,
    })
    .onConflict((c) => c.column("id").doUpdateSet({ answer }))
    .execute()
  return true
}

/** What a venue was told, newest first. */
export async function findNotices({ db }: Deps, venue: string): Promise<VenueNotice[]> {
  const rows = await db
    .selectFrom("venue_notices")
    .selectAll()
    .where("venue_id", "=", venue)
    .orderBy("list_at", "desc")
    .orderBy("id")
    .limit(100)
    .execute()
  return rows.map(noticeOf)
}

/** Keeps the one objection that a notice gets. */
export async function keepObjection(
  { db, clock }: Deps,
  venue: string,
  id: string,
  text: string,
): Promise<VenueNotice | "not-found" | "not-in-this-state"> {
  const isOf = () =>
    db.selectFrom("venue_notices").selectAll().where("id", "=", Buffer.from(id, "hex")).where("venue_id", "=", venue)
  const row = await db
    .updateTable("venue_notices")
    .set({ objection: text.trim(), objected_at: clock.now() })
    .where("id", "=", Buffer.from(id, "hex"))
    .where("venue_id", "=", venue)
    .where("objection", "is", null)
    .returningAll()
    .executeTakeFirst()
  if (row) return noticeOf(row)
  return (await isOf().executeTakeFirst()) ? "not-in-this-state" : "not-found"
}

/** Objections that the authority has not acknowledged. */
export async function findObjections({ db }: Deps): Promise<{ id: string; text: string; at: number }[]> {
  const rows = await db
    .selectFrom("venue_notices")
    .selectAll()
    .where("objection", "is not", null)
    .where("collected", "=", false)
    .orderBy("id")
    .limit(50)
    .execute()
  return rows.map((row) => ({ id: row.id.toString("hex"), text: row.objection ?? "", at: row.objected_at ?? 0 }))
}

/** The authority has an objection. */
export async function markCollected({ db }: Deps, id: string): Promise<void> {
  await db
    .updateTable("venue_notices")
    .set({ collected: true })
    .where("id", "=", Buffer.from(id, "hex"))
    .where("objection", "is not", null)
    .execute()
}

/** Forgets notices with the keys of their days. */
export async function purgeNotices({ db, clock }: Deps): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("venue_notices")
    .where("list_at", "<", clock.now() - SHOWN_SECONDS)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
