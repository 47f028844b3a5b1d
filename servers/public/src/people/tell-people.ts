import type { VenueRole } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import type { Kysely } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { type Addressee, queueMail } from "../operators/queue-mail.ts"
import { nameIn, namesOf } from "../venues/venue-name.ts"
import { findMembers } from "./members.ts"

/** What became of a person at a venue. */
export interface PeopleNews {
  readonly act: "joined" | "declined" | "removed" | "left" | "handed-over" | "hand-over-undone" | "recovered"
  readonly mail: string
  readonly role: VenueRole
}

/** Names of a venue. */
export async function venueNames(tx: Kysely<PublicTables>, venue: string) {
  const row = await tx.selectFrom("venues").select("application").where("id", "=", venue).executeTakeFirstOrThrow()
  return namesOf(row.application)
}

/** Tells everyone who owns the venue. */
export async function tellOwners(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  venue: string,
  news: PeopleNews,
): Promise<void> {
  for (const owner of await findMembers(tx, venue, ["owner"])) await tellPerson(tx, deps, venue, owner, news)
}

/** Tells one person what became of somebody, perhaps of this person. */
export async function tellPerson(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  venue: string,
  person: Addressee,
  { act, mail, role }: PeopleNews,
): Promise<void> {
  const names = await venueNames(tx, venue)
  await queueMail(tx, deps, person, "people", (t) => ({
    venue: nameIn(names, person.language),
    what: t(`people.${act}`, { mail, role: t(`role.${role}`) }),
    link: `${deps.origin}/venue/venues/${venue}`,
  }))
}
