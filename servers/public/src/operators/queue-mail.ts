import { createHash } from "node:crypto"
import type { PublicTables } from "@homesafe/db/public"
import { keptSeconds } from "@homesafe/domain"
import type { Language } from "@homesafe/i18n"
import { type MailKey, type MailTranslate, translateMail } from "@homesafe/i18n/mail"
import type { Kysely } from "kysely"
import type { Logger } from "pino"
import type { PublicDeps } from "../deps.ts"
import { nameIn } from "../venues/venue-name.ts"

/** A mail that nobody's server took for so long is dropped. Seconds. */
const KEEP_SECONDS = keptSeconds("mails")
const MOST_WAIT_SECONDS = 3_600

/** Who gets a mail, in which language. */
export interface Addressee {
  readonly mail: string
  readonly language: Language
}

type Subject = Extract<MailKey, `${string}.subject`>
/** A mail that has a subject and a body among the texts. */
export type MailName = Subject extends `${infer Name}.subject` ? Name : never

/** Keeps a mail in the transaction of what it tells: one is not done without the other. */
export async function queueMail(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  { mail, language }: Addressee,
  name: MailName,
  values: (t: MailTranslate) => Readonly<Record<string, string>>,
): Promise<void> {
  const t = translateMail(language)
  const said = { ...values(t), authority: nameIn(deps.authority, language) }
  const now = deps.clock.now()
  const [subject, body] = [t(`${name}.subject`, said), t(`${name}.body`, said)]
  await tx
    .insertInto("mails_to_send")
    .values({ mail, subject, body, next_at: now, expires: now + KEEP_SECONDS })
    .execute()
}

/**
 * Hands over the mails that are due. One that is refused is tried again, ever more seldom, and holds up no other; a server that dies between
 * the mail and its mark sends it again under the same name.
 */
export async function sendQueued(deps: PublicDeps, log?: Logger): Promise<{ sent: number; failed: number }> {
  const counts = { sent: 0, failed: 0 }
  for (;;) {
    const outcome = await sendOne(deps)
    if (outcome === "none") break
    counts[outcome]++
  }
  if (counts.sent > 0 || counts.failed > 0) log?.info(counts, "mails")
  return counts
}

async function sendOne(deps: PublicDeps): Promise<"none" | "sent" | "failed"> {
  const now = deps.clock.now()
  return deps.db.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom("mails_to_send")
      .selectAll()
      .where("next_at", "<=", now)
      .orderBy("next_at")
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!due) return "none"
    const name = createHash("sha256").update(`${deps.dep} mail ${due.id}`).digest("hex").slice(0, 32)
    const messageId = `<${name}@${new URL(deps.origin).hostname}>`
    try {
      await deps.sendMail({ to: due.mail, subject: due.subject, text: due.body, messageId })
    } catch {
      const wait = Math.min(60 * 2 ** due.tries, MOST_WAIT_SECONDS)
      const again = { tries: due.tries + 1, next_at: now + wait }
      await tx.updateTable("mails_to_send").set(again).where("id", "=", due.id).execute()
      return "failed"
    }
    await tx.deleteFrom("mails_to_send").where("id", "=", due.id).execute()
    return "sent"
  })
}
