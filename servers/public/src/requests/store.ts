import type { BodyOf, deliverVenueRequest, VenueRequestRecord } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import { keptSeconds } from "@homesafe/domain"
import { bytesOfHex } from "@homesafe/protocol"
import { type Selectable, sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

type Row = Selectable<PublicTables["venue_requests"]>
type Deps = Pick<PublicDeps, "db" | "clock">
/** How long after its time a request is shown. */
const SHOWN_SECONDS = keptSeconds("told-requests")

function recordOf(row: Row): VenueRequestRecord {
  const { venue_id: venue, day, until, state } = row
  const envelope = row.envelope as VenueRequestRecord["envelope"] // as: written below, from what the contract has checked
  return { id: row.id.toString("hex"), venue, day, until, envelope, state }
}

/** Keeps a request; the same again changes nothing. False when there is no such venue. */
export async function keepRequest(
  { db }: Deps,
  id: string,
  { venue, day, until, envelope }: BodyOf<typeof deliverVenueRequest>,
): Promise<boolean> {
  const known = await db.selectFrom("venues").select("id").where(sql`id::text`, "=", venue).executeTakeFirst()
  if (!known) return false
  await db
    .insertInto("venue_requests")
    .values({ id: bytesOfHex(id), venue_id: known.id, day, until, envelope: JSON.stringify(envelope), state: "asked" })
    .onConflict((c) => c.column("id").doNothing())
    .execute()
  return true
}

/** What is asked of a venue, newest first. */
export async function findRequests({ db }: Deps, venue: string): Promise<VenueRequestRecord[]> {
  const rows = await db
    .selectFrom("venue_requests")
    .selectAll()
    .where("venue_id", "=", venue)
    .orderBy("until", "desc")
    .limit(100)
    .execute()
  return rows.map(recordOf)
}

/** Writes the one answer that a request gets; null declines. */
export async function writeAnswer(
  { db, clock }: Deps,
  venue: string,
  id: string,
  box: Uint8Array | null,
): Promise<VenueRequestRecord | "not-found" | "not-in-this-state" | "link-expired"> {
  const state = box === null ? "declined" : "answered"
  const row = await db
    .updateTable("venue_requests")
    .set({ state, box })
    .where("id", "=", Buffer.from(id, "hex"))
    .where("venue_id", "=", venue)
    .where("state", "=", "asked")
    .where("until", ">=", clock.now())
    .returningAll()
    .executeTakeFirst()
  if (row) return recordOf(row)
  const known = await db
    .selectFrom("venue_requests")
    .select("state")
    .where("id", "=", Buffer.from(id, "hex"))
    .where("venue_id", "=", venue)
    .executeTakeFirst()
  if (!known) return "not-found"
  return known.state === "asked" ? "link-expired" : "not-in-this-state"
}

/** Answers that the authority has not acknowledged. */
export async function findAnswers({ db }: Deps): Promise<{ id: string; box: string | null }[]> {
  const rows = await db
    .selectFrom("venue_requests")
    .select(["id", "box"])
    .where("state", "<>", "asked")
    .where("collected", "=", false)
    .orderBy("id")
    .limit(50)
    .execute()
  return rows.map((row) => ({ id: row.id.toString("hex"), box: row.box?.toString("base64url") ?? null }))
}

/** The authority has the answer: its box is dropped. */
export async function dropAnswer({ db }: Deps, id: string): Promise<void> {
  await db
    .updateTable("venue_requests")
    .set({ collected: true, box: null })
    .where("id", "=", Buffer.from(id, "hex"))
    .where("state", "<>", "asked")
    .execute()
}

/** Forgets requests a month after their time. */
export async function purgeRequests({ db, clock }: Deps): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("venue_requests")
    .where("until", "<", clock.now() - SHOWN_SECONDS)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
