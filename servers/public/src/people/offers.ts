import type { VenueRole } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import { keptSeconds } from "@homesafe/domain"
import { formatDate, type Language } from "@homesafe/i18n"
import { type Kysely, type Selectable, sql } from "kysely"
import { findMailRest } from "../accounts/change-mail.ts"
import type { PublicDeps } from "../deps.ts"
import { queueMail } from "../operators/queue-mail.ts"
import type { Operator } from "../operators/sessions.ts"
import { nameIn, namesOf } from "../venues/venue-name.ts"
import { takeOver } from "./hand-over.ts"
import { findMembers, findRest, lockVenue, MOST_PEOPLE } from "./members.ts"
import { tellOwners, venueNames } from "./tell-people.ts"

/** So long an offer can be accepted. Seconds. */
export const OFFER_SECONDS = keptSeconds("invited-people")

type Offer = Selectable<PublicTables["offers"]>

/** What an owner offers, to whom. */
export interface Wish {
  readonly kind: "invitation" | "hand-over"
  readonly mail: string
  readonly role: VenueRole
  /** Of the one who invites: nothing is known of the one who is invited. */
  readonly language: Language
}

/** Keeps an offer and mails it. The same again changes nothing and mails nothing; another one to the same address takes its place. */
export async function makeOffer(
  deps: PublicDeps,
  venue: string,
  by: Operator,
  wish: Wish,
): Promise<"already-a-member" | "too-many-people" | null> {
  const mail = wish.mail.toLowerCase()
  const { kind, role, language } = wish
  const now = deps.clock.now()
  return deps.db.transaction().execute(async (tx) => {
    await lockVenue(tx, venue)
    const members = await findMembers(tx, venue)
    const known = members.find((member) => member.mail === mail)
    if (known && (kind === "invitation" || known.role === "owner")) return "already-a-member"
    const open = await tx.selectFrom("offers").selectAll().where("venue_id", "=", venue).execute()
    const isSame = (each: Offer) =>
      each.expires >= now && each.mail === mail && each.kind === kind && each.role === role
    if (open.some(isSame)) return null
    // A venue is handed over to one person at a time, and an address has one offer.
    const isReplaced = (each: Offer) =>
      each.expires < now || each.mail === mail || (kind === "hand-over" && each.kind === "hand-over")
    const replaced = open.filter(isReplaced)
    if (members.length >= MOST_PEOPLE && !known) return "too-many-people"
    if (open.length - replaced.length >= MOST_PEOPLE) return "too-many-people"
    for (const { id } of replaced) await tx.deleteFrom("offers").where("id", "=", id).execute()
    const expires = now + OFFER_SECONDS
    await tx.insertInto("offers").values({ venue_id: venue, mail, role, kind, offered_by: by.id, expires }).execute()
    const names = await venueNames(tx, venue)
    await queueMail(tx, deps, { mail, language }, kind === "hand-over" ? "handOver" : "invitation", (t) => ({
      venue: nameIn(names, language),
      from: by.mail,
      mail,
      role: t(`role.${role}`),
      date: formatDate(expires * 1000, language, deps.timeZone),
      link: `${deps.origin}/venue/`,
    }))
    return null
  })
}

/** Takes an offer back. */
export async function dropOffer({ db }: PublicDeps, venue: string, offer: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("offers")
    .where("venue_id", "=", venue)
    .where(sql`id::text`, "=", offer)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** What is offered to this address. */
export async function findOffers({ db, clock }: PublicDeps, { mail }: Operator) {
  const rows = await db
    .selectFrom("offers")
    .innerJoin("venues", "venues.id", "venue_id")
    .innerJoin("operators", "operators.id", "offered_by")
    .select(["offers.id", "offers.mail", "role", "kind", "expires as until", "operators.mail as from", "application"])
    .where("offers.mail", "=", mail)
    .where("expires", ">=", clock.now())
    .orderBy("expires")
    .limit(100)
    .execute()
  return rows.map(({ application, ...row }) => ({ ...row, venue: namesOf(application) }))
}

/** Accepts or declines, once. Only a session of the address that it was made to sees an offer at all. */
export async function answerOffer(
  deps: PublicDeps,
  who: Operator,
  id: string,
  accept: boolean,
): Promise<"not-found" | "not-yet" | "too-many-people" | null> {
  return deps.db.transaction().execute(async (tx) => {
    const found = await findOffer(tx, deps, who, id)
    if (!found) return "not-found"
    const venue = found.venue_id
    await lockVenue(tx, venue)
    // Read again behind the lock: withdrawn in the meantime, it is none.
    const offer = await findOffer(tx, deps, who, id)
    if (!offer) return "not-found"
    const { role, kind } = offer
    if (accept) {
      const now = deps.clock.now()
      // Nor while a change of the offerer's address can be undone: an offer made before it would outrun the old mailbox.
      const rest = (await findRest(tx, now, venue)) ?? (await findMailRest(tx, now, offer.offered_by))
      if (rest !== null) return "not-yet"
      const members = await findMembers(tx, venue)
      const isMember = members.some((member) => member.id === who.id)
      if (kind === "invitation" && !isMember && members.length >= MOST_PEOPLE) return "too-many-people"
    }
    await tx.deleteFrom("offers").where("id", "=", offer.id).execute()
    if (accept && kind === "hand-over") {
      await takeOver(tx, deps, { venue, former: offer.offered_by, successor: who })
      return null
    }
    if (accept) {
      await tx
        .insertInto("venue_members")
        .values({ venue_id: venue, operator_id: who.id, role })
        .onConflict((c) => c.columns(["venue_id", "operator_id"]).doNothing())
        .execute()
    }
    await tellOwners(tx, deps, venue, { act: accept ? "joined" : "declined", mail: who.mail, role })
    return null
  })
}

function findOffer(
  tx: Kysely<PublicTables>,
  { clock }: PublicDeps,
  { mail }: Operator,
  id: string,
): Promise<Offer | undefined> {
  return tx
    .selectFrom("offers")
    .selectAll()
    .where(sql`id::text`, "=", id)
    .where("mail", "=", mail)
    .where("expires", ">=", clock.now())
    .executeTakeFirst()
}
