import type { BodyOf, deliverVenueNotice, findVenueContacts, ReplyOf, VenueNotice } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import { keptSeconds } from "@homesafe/domain"
import { bytesOfHex } from "@homesafe/protocol"
import { type Kysely, type Selectable, sql } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { queueMail } from "../operators/queue-mail.ts"
import { findMembers } from "../people/members.ts"
import { nameIn, namesOf } from "../venues/venue-name.ts"

type Row = Selectable<PublicTables["venue_notices"]>
type Deps = Pick<PublicDeps, "db" | "clock">
/** How long after its list a notice is shown. */
const SHOWN_SECONDS = keptSeconds("told-notices")

function noticeOf(row: Row): VenueNotice {
  const { objection, objected_at, answer } = row
  return {
    ...(row.notice as Omit<VenueNotice, "id" | "objection">), // as: written below, from what the contract has checked
    id: row.id.toString("hex"),
    objection: objection === null || objected_at === null ? null : { text: objection, at: objected_at, answer },
  }
}

/**
 * Keeps a notice, or the answer to what was said against it, and the mails that tell the venue's owners and managers of it: one is not done
 * without the other. Delivered again, nothing is told twice. False when there is no such venue.
 */
export async function keepNotice(
  deps: PublicDeps,
  id: string,
  { answer, ...notice }: BodyOf<typeof deliverVenueNotice>,
): Promise<boolean> {
  return deps.db.transaction().execute(async (tx) => {
    const venue = await tx
      .selectFrom("venues")
      .select(["id", "application"])
      .where(sql`id::text`, "=", notice.venue)
      .executeTakeFirst()
    if (!venue) return false
    const added = await tx
      .insertInto("venue_notices")
      .values({
        id: bytesOfHex(id),
        venue_id: venue.id,
        day: notice.day,
        notice: JSON.stringify(notice),
        list_at: notice.listAt,
        answer,
      })
      .onConflict((c) => c.column("id").doNothing())
      .returning("id")
      .executeTakeFirst()
    if (added) await tellOf(tx, deps, venue, "notice")
    else if (answer !== null && (await isAnswered(tx, id, answer))) await tellOf(tx, deps, venue, "objection")
    return true
  })
}

/** Writes the answer; false when it stood there already. */
async function isAnswered(tx: Kysely<PublicTables>, id: string, answer: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("venue_notices")
    .set({ answer })
    .where("id", "=", Buffer.from(id, "hex"))
    .where("answer", "is", null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The mail says that there is something to read, and nothing of it: what stands in a mailbox is not private. */
async function tellOf(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  venue: { readonly id: string; readonly application: unknown },
  name: "notice" | "objection",
): Promise<void> {
  for (const person of await findMembers(tx, venue.id, ["owner", "manager"]))
    await queueMail(tx, deps, person, name, () => ({
      venue: nameIn(namesOf(venue.application), person.language),
      link: `${deps.origin}/venue/venues/${venue.id}/notices`,
    }))
}

/** Who answers for a venue: its owner and managers; undefined where there is no such venue. */
export async function findContacts(
  { db }: Pick<Deps, "db">,
  id: string,
): Promise<ReplyOf<typeof findVenueContacts> | undefined> {
  const venue = await db.selectFrom("venues").select(["id", "phone"]).where(sql`id::text`, "=", id).executeTakeFirst()
  if (!venue) return undefined
  const members = await findMembers(db, venue.id, ["owner", "manager"])
  const people = members.flatMap(({ role, mail }) => (role === "staff" ? [] : [{ role, mail }]))
  return { phone: venue.phone, people }
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
