import { randomBytes } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import {
  hasRight,
  type IssuedCode,
  type Venue,
  type VenueApplication,
  type VenueDetails,
  type VenueRole,
} from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import { type Selectable, sql } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { makeOwner } from "../people/members.ts"
import { endOf, tellVerdict } from "./tell-verdict.ts"

type Row = Selectable<PublicTables["venues"]>
type RowOfMember = Row & { readonly role: VenueRole }

/** A row as the portal sees it. */
export function venueOf(row: RowOfMember): Venue {
  // as: written by this file, from values that the contract has checked
  const application = row.application as VenueApplication
  return {
    ...application,
    id: row.id,
    role: row.role,
    state: row.state,
    reason: row.reason,
    phone: hasRight(row.role, "change") ? row.phone : null,
    codes: row.codes as IssuedCode[],
    closedAt: row.closed_at,
    change: changeOf(row),
    revoked: row.revoked as Venue["revoked"], // as: written below
  }
}

function changeOf(row: Row): Venue["change"] {
  if (row.change === null) return null
  const { number: _, ...change } = row.change as KeptChange // as: written by change-venue.ts
  return change
}

/** A change as it is kept: `number` is the version in which it was asked for. */
export type KeptChange = VenueDetails & { readonly number: number; readonly refusal: string | null }

/** The venues at which an operator has a role, oldest first. */
export async function findVenues(deps: PublicDeps, operator: string): Promise<Venue[]> {
  const rows = await ofMember(deps, operator).orderBy("serial").execute()
  return rows.map(venueOf)
}

function ofMember({ db }: PublicDeps, operator: string) {
  return db
    .selectFrom("venues")
    .innerJoin("venue_members", "venue_id", "venues.id")
    .selectAll("venues")
    .select("role")
    .where("venue_members.operator_id", "=", operator)
}

/** One venue at which an operator has a role. */
export async function findVenue(deps: PublicDeps, operator: string, id: string): Promise<Venue | undefined> {
  const row = await ofMember(deps, operator).where(sql`venues.id::text`, "=", id).executeTakeFirst()
  return row && venueOf(row)
}

/**
 * Keeps an application. The same one of the same operator again, after an answer that was lost, is the venue that it made; another one with
 * a known commitment is refused.
 */
export async function addVenue(
  deps: PublicDeps,
  operator: string,
  { phone, ...application }: VenueApplication & { readonly phone?: string },
): Promise<Venue | "commitment-known" | "too-many-waiting"> {
  const { db } = deps
  if (application.plate !== undefined) await freePlate(deps, application.commit)
  const known = await findByCommit(deps, application.commit)
  const own = known && (await findVenue(deps, operator, known.id))
  if (known) return own && known.operator_id === operator && isSame(known, application) ? own : "commitment-known"
  if (await isFull(deps, operator)) return "too-many-waiting"
  const row = await db.transaction().execute(async (tx) => {
    const added = await tx
      .insertInto("venues")
      .values({
        operator_id: operator,
        application: JSON.stringify(application),
        commit: Buffer.from(application.commit, "hex"),
        phone: phone ?? null,
        state: "submitted",
        reason: null,
      })
      .onConflict((c) => c.column("commit").doNothing())
      .returningAll()
      .executeTakeFirst()
    // Who registers a venue is its first owner.
    if (added) await makeOwner(tx, added.id, operator)
    return added
  })
  // Sent twice at the same moment: the other one has just made it.
  return row
    ? venueOf({ ...row, role: "owner" })
    : addVenue(deps, operator, { ...application, ...(phone ? { phone } : {}) })
}

/** A plate's commitment is nobody's secret: an application that was refused gives way to the next who applies for that plate. */
async function freePlate({ db }: PublicDeps, commit: string): Promise<void> {
  await db
    .updateTable("venues")
    .set({ commit: randomBytes(16) })
    .where("commit", "=", Buffer.from(commit, "hex"))
    .where("state", "=", "refused")
    .execute()
}

function findByCommit({ db }: PublicDeps, commit: string): Promise<Row | undefined> {
  return db.selectFrom("venues").selectAll().where("commit", "=", Buffer.from(commit, "hex")).executeTakeFirst()
}

function isSame({ application }: Row, other: VenueApplication): boolean {
  return isDeepStrictEqual(application, other)
}

/** So much waits for the authority that a flood would keep honest operators waiting: of this one, or of all. */
async function isFull({ db, limits }: PublicDeps, operator: string): Promise<boolean> {
  const { all, own } = await db
    .selectFrom("venues")
    .select((e) => [
      e.fn.countAll<number>().as("all"),
      e.fn.countAll<number>().filterWhere("operator_id", "=", operator).as("own"),
    ])
    .where("state", "=", "submitted")
    .executeTakeFirstOrThrow()
  return Number(all) >= limits.waitingVenues.ofAll || Number(own) >= limits.waitingVenues.ofOne
}

/** Applications that wait for the authority, oldest first. */
export async function findSubmitted({ db }: PublicDeps): Promise<(VenueApplication & { id: string })[]> {
  const rows = await db
    .selectFrom("venues")
    .selectAll()
    .where("state", "=", "submitted")
    .orderBy("serial")
    .limit(50)
    .execute()
  return rows.map((row) => ({ ...(row.application as VenueApplication), id: row.id })) // as: see venueOf
}

/** Writes the authority's verdict, and the mails that tell the venue's owners of it. False when there is no such venue. */
export async function writeVerdict(
  deps: PublicDeps,
  id: string,
  verdict: {
    readonly state: Row["state"]
    readonly reason: string | null
    readonly codes: readonly IssuedCode[]
    readonly details?: VenueDetails | null
    readonly answered?: { readonly number: number; readonly refusal: string | null } | null
    readonly revoked?: Venue["revoked"]
  },
): Promise<boolean> {
  const { details, answered, state, reason, codes, revoked = null } = verdict
  return deps.db.transaction().execute(async (tx) => {
    const before = await tx
      .selectFrom("venues")
      .selectAll()
      .where(sql`id::text`, "=", id)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return false
    await tx
      .updateTable("venues")
      .set({
        state,
        reason,
        codes: JSON.stringify(codes),
        revoked: revoked ? JSON.stringify(revoked) : null,
        // A change that the operator has asked for since is not the one that was answered, and goes on waiting.
        ...(answered
          ? {
              change: sql`case when (change ->> 'number')::integer <> ${answered.number} then change
              when ${answered.refusal}::text is null then null
              else jsonb_set(change, '{refusal}', to_jsonb(${answered.refusal}::text)) end`,
            }
          : {}),
        ...(details ? { application: sql`application || ${JSON.stringify(details)}::jsonb` } : {}),
        ends_day: endOf(codes),
        told_days: sql`case when ends_day is distinct from ${endOf(codes)} then null else told_days end`,
      })
      .where("id", "=", before.id)
      .execute()
    const was = { state: before.state, revoked: before.revoked as Venue["revoked"] } // as: written above
    await tellVerdict(tx, deps, before, was, { state, reason, revoked, lastDay: endOf(codes) })
    return true
  })
}
