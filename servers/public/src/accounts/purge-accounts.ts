import { keptSeconds } from "@homesafe/domain"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

/** A wish to print cards that nobody granted is kept so long, as the authority keeps it. Seconds. */
const WISH_SECONDS = keptSeconds("card-wishes")

/**
 * Forgets offers, links, undone and ended things past their time, and accounts that are nothing to any venue once nobody is signed in with
 * them. Counts.
 */
export async function purgeAccounts({ db, clock }: PublicDeps): Promise<Readonly<Record<string, number>>> {
  const now = clock.now()
  const counts: Record<string, number> = {}
  for (const table of [
    "sign_in_tokens",
    "offers",
    "mail_changes",
    "recoveries",
    "mailed_links",
    "mails_to_send",
  ] as const) {
    const gone = await db.deleteFrom(table).where("expires", "<", now).executeTakeFirstOrThrow()
    counts[table] = Number(gone.numDeletedRows)
  }
  const handed = await db.deleteFrom("hand_overs").where("undo_until", "<", now).executeTakeFirstOrThrow()
  const wishes = await db
    .deleteFrom("card_wishes")
    .where("state", "<>", "granted")
    .where("asked_at", "<", now - WISH_SECONDS)
    .executeTakeFirstOrThrow()
  await db.deleteFrom("operator_sessions").where("expires", "<", now).execute()
  const holds = [
    "select from operator_sessions where operator_id = o.id",
    "select from venue_members where operator_id = o.id",
    "select from venues where operator_id = o.id",
    "select from offers where offered_by = o.id",
    "select from hand_overs where former = o.id or successor = o.id",
    "select from mail_changes where operator_id = o.id",
    "select from card_wishes where operator_id = o.id",
  ].map((query) => sql`not exists (${sql.raw(query)})`)
  const accounts = await sql`delete from operators as o where ${sql.join(holds, sql` and `)}`.execute(db)
  return {
    ...counts,
    hand_overs: Number(handed.numDeletedRows),
    card_wishes: Number(wishes.numDeletedRows),
    accounts: Number(accounts.numAffectedRows ?? 0n),
  }
}
