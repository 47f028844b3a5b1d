import { call, findVenueContacts, type ReplyOf, type readVenueContact, type VenueTold } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "../venues/find-venues.ts"

const APPROVED = ["approved", "held", "stopped", "published", "superseded"] as const

/** What the venue of a decision was told, and what officers said by telephone; null before there is a notice for it, or where nobody is to be told. */
export async function toldOf(
  db: Kysely<AuthorityTables>,
  id: string,
  officers: ReadonlyMap<string, string>,
): Promise<VenueTold | null> {
  const notice = await db
    .selectFrom("venue_notices")
    .select("delivered")
    .where("decision_id", "=", id)
    .executeTakeFirst()
  const calls = await db
    .selectFrom("venue_calls")
    .selectAll()
    .where("decision_id", "=", id)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(20)
    .execute()
  if (!notice && calls.length === 0) return null
  return {
    notice: notice?.delivered ? "delivered" : "waits",
    calls: calls.map((each) => ({
      by: officers.get(each.officer_id) ?? each.officer_id,
      at: each.at,
      outcome: each.outcome,
      nextAt: each.next_at,
    })),
  }
}

/** Whom to ring about an approved decision: the log first, then the public server is asked; nothing of the answer is kept here. */
export async function readContact(
  { db, clock, link }: AuthorityDeps,
  officer: string,
  id: string,
): Promise<Outcome<ReplyOf<typeof readVenueContact>>> {
  const venue = await db
    .selectFrom("decisions")
    .innerJoin("venues", "venues.vid", "decisions.vid")
    .select(["venues.id", "application", "decisions.state"])
    .where("decisions.id", "=", id)
    .executeTakeFirst()
  if (!venue) return refuse("not-found")
  if (!APPROVED.some((state) => state === venue.state)) return refuse("not-in-this-state")
  await db
    .transaction()
    .execute((tx) => writeAudit(tx, { at: clock.now(), officer, act: "read-venue-contact", subject: id }))
  const found = await call(findVenueContacts, { ...link, params: { id: venue.id } })
  if (!found.ok && found.problem !== "not-found") return refuse("not-ready")
  const { registerNumber, address } = applicationOf(venue)
  return done({
    registerNumber,
    address: { en: address.en, hant: address.hant },
    phone: found.ok ? found.value.phone : null,
    people: found.ok ? found.value.people : [],
  })
}

/** Notes that an officer rang: whether anybody was reached, and when to try again. */
export async function noteCall(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  { outcome, nextAt }: { readonly outcome: "reached" | "not-reached"; readonly nextAt: number | null },
): Promise<Outcome<null>> {
  return db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom("decisions").select("state").where("id", "=", id).forShare().executeTakeFirst()
    if (!row) return refuse("not-found")
    if (!APPROVED.some((state) => state === row.state)) return refuse("not-in-this-state")
    const at = clock.now()
    await writeAudit(tx, { at, officer, act: outcome === "reached" ? "rang-venue" : "rang-venue-in-vain", subject: id })
    await tx
      .insertInto("venue_calls")
      .values({ decision_id: id, officer_id: officer, at, outcome, next_at: outcome === "reached" ? null : nextAt })
      .execute()
    return done(null)
  })
}
