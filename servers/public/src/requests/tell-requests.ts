import { createHash } from "node:crypto"
import { formatDate } from "@homesafe/i18n"
import { translateMail } from "@homesafe/i18n/mail"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { type Mail, sendToEach } from "@homesafe/service/mail"
import type { Logger } from "pino"
import type { PublicDeps } from "../deps.ts"
import type { Addressee } from "../operators/queue-mail.ts"
import { findMembers } from "../people/members.ts"
import { nameIn, namesOf } from "../venues/venue-name.ts"

/**
 * Mails owners and managers about requests that they have not been told of, each once; one address that refuses holds up no other. The mail names the
 * venue and the day of the answer's end, and says nothing of a case.
 */
export async function tellRequests(deps: PublicDeps, log?: Logger): Promise<{ sent: number; failed: number }> {
  const failed: Buffer[] = []
  let sent = 0
  for (;;) {
    const outcome = await tellOne(deps, failed)
    if (outcome === "none") break
    if (outcome === "sent") sent++
    else failed.push(outcome)
  }
  if (sent > 0 || failed.length > 0) log?.info({ sent, failed: failed.length }, "requests-told")
  return { sent, failed: failed.length }
}

async function tellOne(deps: PublicDeps, skipped: readonly Buffer[]): Promise<"none" | "sent" | Buffer> {
  let id: Buffer | undefined
  try {
    return await deps.db.transaction().execute(async (tx) => {
      let asked = tx
        .selectFrom("venue_requests")
        .innerJoin("venues", "venues.id", "venue_requests.venue_id")
        .select(["venue_requests.id", "venues.id as venue", "application", "until", "day"])
        .where("told", "=", false)
        .where("venue_requests.state", "=", "asked")
      if (skipped.length > 0) asked = asked.where("venue_requests.id", "not in", [...skipped])
      const due = await asked.limit(1).forUpdate("venue_requests").skipLocked().executeTakeFirst()
      if (!due) return "none"
      id = due.id
      const people = await findMembers(tx, due.venue, ["owner", "manager"])
      await sendToEach(deps, people, (person) => writeRequest(deps, due, person))
      await tx.updateTable("venue_requests").set({ told: true }).where("id", "=", due.id).execute()
      return "sent"
    })
  } catch (error) {
    if (id === undefined) throw error // the database, not a mail
    return id
  }
}

interface DueRequest {
  readonly id: Buffer
  readonly venue: string
  readonly application: unknown
  readonly day: number
  readonly until: number
}

function writeRequest(deps: PublicDeps, due: DueRequest, { mail, language }: Addressee): Mail {
  const t = translateMail(language)
  const venue = nameIn(namesOf(due.application), language)
  const authority = nameIn(deps.authority, language)
  const date = (seconds: number) => formatDate(seconds * 1000, language, deps.timeZone)
  const day = date(startOfServiceDay(serviceDay(due.day), deps.offset))
  const link = `${deps.origin}/venue/venues/${due.venue}/requests`
  const name = createHash("sha256").update(`${deps.dep} request ${mail} `).update(due.id).digest("hex").slice(0, 32)
  return {
    to: mail,
    subject: t("request.subject", { venue, authority }),
    text: t("request.body", { venue, day, until: date(due.until), link, authority }),
    messageId: `<${name}@${new URL(deps.origin).hostname}>`,
  }
}
