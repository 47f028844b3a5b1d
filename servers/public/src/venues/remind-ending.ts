import { createHash } from "node:crypto"
import type { PublicTables } from "@homesafe/db/public"
import { formatDate } from "@homesafe/i18n"
import { translateMail } from "@homesafe/i18n/mail"
import { serviceDay, serviceDayOf, startOfServiceDay } from "@homesafe/protocol"
import { type Mail, sendToEach } from "@homesafe/service/mail"
import { type Kysely, sql } from "kysely"
import type { Logger } from "pino"
import type { PublicDeps } from "../deps.ts"
import type { Addressee } from "../operators/queue-mail.ts"
import { findMembers } from "../people/members.ts"
import { nameIn, namesOf } from "./venue-name.ts"

/** So many days before a venue's codes end, its owners and managers are told. */
export const REMIND_DAYS = [30, 7, 1] as const

interface DueVenue {
  readonly id: string
  readonly application: unknown
  readonly ends_day: number
}

/**
 * Tells operators whose codes end soon, in the language of their last sign-in. May be called at any time by any number of servers: who comes
 * late, or was away, gets the reminder that fits today and none of those before. The mark is kept only with the mail handed over; a server
 * that dies in between sends the same mail, under the same name, once more. One address that refuses holds up no other.
 */
export async function remindEnding(deps: PublicDeps, log?: Logger): Promise<{ sent: number; failed: number }> {
  const failed: string[] = []
  let sent = 0
  for (;;) {
    const outcome = await remindOne(deps, failed)
    if (outcome === "none") break
    if (outcome === "sent") sent++
    else failed.push(outcome.failed)
  }
  if (sent > 0 || failed.length > 0) log?.info({ sent, failed: failed.length }, "reminders")
  return { sent, failed: failed.length }
}

async function remindOne(
  deps: PublicDeps,
  skipped: readonly string[],
): Promise<"none" | "sent" | { readonly failed: string }> {
  const today = serviceDayOf(deps.clock.now(), deps.offset)
  let id = ""
  try {
    return await deps.db.transaction().execute(async (tx) => {
      const due = await findDue(tx, today, skipped)
      if (!due) return "none"
      id = due.id
      const left = due.ends_day - today
      const told = REMIND_DAYS.findLast((days) => left <= days) ?? REMIND_DAYS[0]
      const people = await findMembers(tx, due.id, ["owner", "manager"])
      await sendToEach(deps, people, (person) => writeReminder(deps, due, person, { left, told }))
      await tx.updateTable("venues").set({ told_days: told }).where("id", "=", due.id).execute()
      return "sent"
    })
  } catch (error) {
    if (id === "") throw error // the database, not a mail
    return { failed: id }
  }
}

/** The venue whose end is nearest and of which today's reminder is not told yet; another server's is passed over. */
async function findDue(
  tx: Kysely<PublicTables>,
  today: number,
  skipped: readonly string[],
): Promise<DueVenue | undefined> {
  const isUntold = sql.join(
    REMIND_DAYS.map((days) => sql`(ends_day - ${today} <= ${days} and coalesce(told_days, 99) > ${days})`),
    sql` or `,
  )
  const found = await sql<DueVenue>`
    select venues.id, application, ends_day
    from venues
    where state in ('provisional', 'reviewed') and closed_at is null and revoked is null and not application ? 'lastDay' and ends_day > ${today} and ends_day <= ${today + REMIND_DAYS[0]}
      and (${isUntold}) and not (venues.id::text = any(${[...skipped]}::text[]))
    order by ends_day, serial limit 1 for update of venues skip locked`.execute(tx)
  return found.rows[0]
}

function writeReminder(
  deps: PublicDeps,
  { id, application, ends_day }: DueVenue,
  { mail, language }: Addressee,
  { left, told }: { readonly left: number; readonly told: number },
): Mail {
  const t = translateMail(language)
  const venue = nameIn(namesOf(application), language)
  const end = startOfServiceDay(serviceDay(ends_day), deps.offset)
  const date = formatDate(end * 1000, language, deps.timeZone)
  const name = createHash("sha256").update(`${deps.dep} ${id} ${ends_day} ${told} ${mail}`).digest("hex").slice(0, 32)
  return {
    to: mail,
    subject: t("ending.subject", { venue, days: left }),
    text: t("ending.body", { venue, date, link: `${deps.origin}/venue/venues/${id}` }),
    messageId: `<${name}@${new URL(deps.origin).hostname}>`,
  }
}
