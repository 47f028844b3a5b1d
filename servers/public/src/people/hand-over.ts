import type { PublicTables } from "@homesafe/db/public"
import { keptSeconds } from "@homesafe/domain"
import { formatMoment } from "@homesafe/i18n"
import type { Kysely } from "kysely"
import { makeMailedLink } from "../accounts/mailed-links.ts"
import type { PublicDeps } from "../deps.ts"
import { queueMail } from "../operators/queue-mail.ts"
import type { Operator } from "../operators/sessions.ts"
import { nameIn } from "../venues/venue-name.ts"
import { dropPlace, findMembers, findRole, lockVenue, makeOwner, noteNewOwner } from "./members.ts"
import { tellOwners, tellPerson, venueNames } from "./tell-people.ts"

/** So long the former owner can undo it. Seconds. */
export const UNDO_SECONDS = keptSeconds("hand-overs")

/** The successor takes the owner's place. The former owner, who is no longer one, gets a link that undoes it; meanwhile people do not change. */
export async function takeOver(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  { venue, former, successor }: { readonly venue: string; readonly former: string; readonly successor: Operator },
): Promise<void> {
  const before = (await findMembers(tx, venue, ["owner"])).find(({ id }) => id === former)
  const was = await findRole(tx, successor.id, venue)
  await makeOwner(tx, venue, successor.id)
  await dropPlace(tx, venue, former)
  await noteNewOwner(tx, deps, venue)
  const until = deps.clock.now() + UNDO_SECONDS
  const { id } = await tx
    .insertInto("hand_overs")
    .values({ venue_id: venue, former, successor: successor.id, successor_was: was ?? null, undo_until: until })
    .returning("id")
    .executeTakeFirstOrThrow()
  await tellOwners(tx, deps, venue, { act: "handed-over", mail: successor.mail, role: "owner" })
  if (!before) return
  const { language } = before
  const names = await venueNames(tx, venue)
  const link = await makeMailedLink(tx, deps, { kind: "undo-hand-over", subject: id, expires: until })
  await queueMail(tx, deps, before, "handedOver", () => ({
    venue: nameIn(names, language),
    mail: successor.mail,
    until: formatMoment(until * 1000, language, deps.timeZone),
    link,
  }))
}

/** Everything stands as it stood before the hand-over. False when it can no longer be undone. */
export async function undoHandOver(tx: Kysely<PublicTables>, deps: PublicDeps, id: string): Promise<boolean> {
  const known = await tx.selectFrom("hand_overs").select("venue_id").where("id", "=", id).executeTakeFirst()
  if (!known) return false
  const venue = known.venue_id
  await lockVenue(tx, venue)
  const row = await tx.deleteFrom("hand_overs").where("id", "=", id).returningAll().executeTakeFirst()
  if (!row || row.undo_until <= deps.clock.now()) return false
  await makeOwner(tx, venue, row.former)
  const successor = (await findMembers(tx, venue)).find((member) => member.id === row.successor)
  if (successor) {
    await dropPlace(tx, venue, successor.id)
    if (row.successor_was) {
      const place = { venue_id: venue, operator_id: successor.id, role: row.successor_was }
      await tx.insertInto("venue_members").values(place).execute()
    }
    await tellPerson(tx, deps, venue, successor, { act: "hand-over-undone", mail: successor.mail, role: "owner" })
  }
  await noteNewOwner(tx, deps, venue)
  const mail = successor?.mail ?? "–"
  await tellOwners(tx, deps, venue, { act: "hand-over-undone", mail, role: "owner" })
  return true
}
