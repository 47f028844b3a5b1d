import type { PublicTables } from "@homesafe/db/public"
import { formatDate } from "@homesafe/i18n"
import type { Kysely } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { type Addressee, queueMail } from "../operators/queue-mail.ts"
import { findMembers } from "../people/members.ts"
import { venueNames } from "../people/tell-people.ts"
import { nameIn } from "../venues/venue-name.ts"
import { makeMailedLink } from "./mailed-links.ts"

/** A recovery of a venue that there is. */
interface Told extends Addressee {
  readonly id: string
  readonly venue_id: string
  readonly expires: number
  readonly due_at: number | null
}

/** Tells each owner, with a link of each one's own that stops it or agrees. */
export async function tellOwnersOfRecovery(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  { id, venue_id, mail, expires, due_at }: Told,
  name: "recoveryTold" | "recoveryDue",
): Promise<void> {
  const names = await venueNames(tx, venue_id)
  for (const owner of await findMembers(tx, venue_id, ["owner"])) {
    const link = await makeMailedLink(tx, deps, { kind: "answer-recovery", subject: id, expires })
    const date = formatDate((due_at ?? expires) * 1000, owner.language, deps.timeZone)
    await queueMail(tx, deps, owner, name, () => ({ venue: nameIn(names, owner.language), mail, link, date }))
  }
}

/** Tells the owners and whoever asked that an owner has stopped it. */
export async function tellOwnersOfStop(tx: Kysely<PublicTables>, deps: PublicDeps, told: Told): Promise<void> {
  const names = await venueNames(tx, told.venue_id)
  for (const person of [...(await findMembers(tx, told.venue_id, ["owner"])), told]) {
    await queueMail(tx, deps, person, "recoveryStopped", () => ({
      venue: nameIn(names, person.language),
      mail: told.mail,
    }))
  }
}

/** Tells whoever asked what officers said. */
export async function tellApplicant(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  told: Told,
  name: "recoveryGranted" | "recoveryRefused",
): Promise<void> {
  const names = await venueNames(tx, told.venue_id)
  const date = formatDate((told.due_at ?? deps.clock.now()) * 1000, told.language, deps.timeZone)
  await queueMail(tx, deps, told, name, () => ({ venue: nameIn(names, told.language), date }))
}
