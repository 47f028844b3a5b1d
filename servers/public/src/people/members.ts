import type { People, VenueRole } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import { type Kysely, sql } from "kysely"
import type { PublicDeps } from "../deps.ts"
import type { Addressee } from "../operators/queue-mail.ts"

/** So many people, and so many open offers, a venue may have. */
export const MOST_PEOPLE = 20

/** A person at a venue. */
export interface Member extends Addressee {
  readonly id: string
  readonly role: VenueRole
}

/** What an operator is at a venue. */
export async function findRole(
  db: Kysely<PublicTables>,
  operator: string,
  venue: string,
): Promise<VenueRole | undefined> {
  const row = await db
    .selectFrom("venue_members")
    .select("role")
    .where("operator_id", "=", operator)
    .where(sql`venue_id::text`, "=", venue)
    .executeTakeFirst()
  return row?.role
}

/** The people of a venue with one of these roles, owners first. */
export function findMembers(
  db: Kysely<PublicTables>,
  venue: string,
  roles: readonly VenueRole[] = ["owner", "manager", "staff"],
): Promise<Member[]> {
  return db
    .selectFrom("venue_members")
    .innerJoin("operators", "operators.id", "operator_id")
    .select(["operators.id", "mail", "language", "role"])
    .where("venue_id", "=", venue)
    .where("role", "in", [...roles])
    .orderBy(sql`array_position(array['owner', 'manager', 'staff'], role)`)
    .orderBy("mail")
    .execute()
}

/** Until when a hand-over of this venue can be undone; null when there is none. */
export async function findRest(db: Kysely<PublicTables>, now: number, venue: string): Promise<number | null> {
  const row = await db
    .selectFrom("hand_overs")
    .select("undo_until")
    .where(sql`venue_id::text`, "=", venue)
    .where("undo_until", ">", now)
    .orderBy("undo_until", "desc")
    .executeTakeFirst()
  return row?.undo_until ?? null
}

/** Lets nobody else change this venue's people until the transaction ends. */
export async function lockVenue(tx: Kysely<PublicTables>, venue: string): Promise<void> {
  await tx.selectFrom("venues").select("id").where("id", "=", venue).forUpdate().execute()
}

/** The people of a venue as their owner sees them. */
export async function findPeople(deps: PublicDeps, venue: string, asker: string): Promise<People> {
  const members = await findMembers(deps.db, venue)
  const offers = await deps.db
    .selectFrom("offers")
    .select(["id", "mail", "role", "kind", "expires as until"])
    .where("venue_id", "=", venue)
    .where("expires", ">=", deps.clock.now())
    .orderBy("expires")
    .execute()
  return {
    members: members.map(({ id, mail, role }) => ({ id, mail, role, isYou: id === asker })),
    offers,
    restsUntil: await findRest(deps.db, deps.clock.now(), venue),
  }
}

/** The membership itself, and the offers that stand on it. */
export async function dropPlace(tx: Kysely<PublicTables>, venue: string, member: string): Promise<void> {
  await tx.deleteFrom("venue_members").where("venue_id", "=", venue).where("operator_id", "=", member).execute()
  await tx.deleteFrom("offers").where("venue_id", "=", venue).where("offered_by", "=", member).execute()
}

/** Makes an operator an owner, whatever the role before. */
export async function makeOwner(tx: Kysely<PublicTables>, venue: string, operator: string): Promise<void> {
  await tx
    .insertInto("venue_members")
    .values({ venue_id: venue, operator_id: operator, role: "owner" })
    .onConflict((c) => c.columns(["venue_id", "operator_id"]).doUpdateSet({ role: "owner" }))
    .execute()
}

/** The authority is told that an owner was exchanged. */
export async function noteNewOwner(tx: Kysely<PublicTables>, { clock }: PublicDeps, venue: string): Promise<void> {
  await tx
    .updateTable("venues")
    .set({ owner_changed_at: clock.now(), version: sql`version + 1` })
    .where("id", "=", venue)
    .execute()
}
