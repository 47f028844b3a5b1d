import type { PublicTables } from "@homesafe/db/public"
import { keptSeconds } from "@homesafe/domain"
import { formatMoment, formatTime, type Language } from "@homesafe/i18n"
import { type Kysely, sql } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { queueMail } from "../operators/queue-mail.ts"
import { LINK_SECONDS, type Operator } from "../operators/sessions.ts"
import { dropMailedLinks, makeMailedLink } from "./mailed-links.ts"

/** So long the old address can undo it. Seconds. */
export const UNDO_MAIL_SECONDS = keptSeconds("hand-overs")

/** Mails a link to the new address; nothing is changed before it is followed. The answer says nothing of who has that address. */
export async function askToChangeMail(
  deps: PublicDeps,
  { id: operator, mail: old }: Operator,
  typed: string,
  language: Language,
): Promise<void> {
  const mail = typed.toLowerCase()
  if (mail === old) return
  const expires = deps.clock.now() + LINK_SECONDS
  await deps.db.transaction().execute(async (tx) => {
    // The last one asked for counts.
    await tx.deleteFrom("mail_changes").where("operator_id", "=", operator).where("confirmed_at", "is", null).execute()
    const { id } = await tx
      .insertInto("mail_changes")
      .values({ operator_id: operator, old_mail: old, new_mail: mail, language, expires })
      .returning("id")
      .executeTakeFirstOrThrow()
    const link = await makeMailedLink(tx, deps, { kind: "confirm-mail", subject: id, expires })
    const time = formatTime(expires * 1000, language, deps.timeZone)
    await queueMail(tx, deps, { mail, language }, "mailNew", () => ({ link, old, time }))
  })
}

/** The new address is proven and takes the old one's place; the old one is told and can undo it. */
export async function confirmMail(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  id: string,
): Promise<"link-expired" | "address-taken" | null> {
  const row = await tx.selectFrom("mail_changes").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  const operator =
    row &&
    (await tx.selectFrom("operators").selectAll().where("id", "=", row.operator_id).forUpdate().executeTakeFirst())
  if (!row || row.confirmed_at !== null || operator?.mail !== row.old_mail) return "link-expired"
  const taken = await tx.selectFrom("operators").select("id").where("mail", "=", row.new_mail).executeTakeFirst()
  if (taken) return "address-taken"
  const now = deps.clock.now()
  const until = now + UNDO_MAIL_SECONDS
  await tx.updateTable("operators").set({ mail: row.new_mail }).where("id", "=", operator.id).execute()
  await tx.updateTable("mail_changes").set({ confirmed_at: now, expires: until }).where("id", "=", id).execute()
  await dropMailedLinks(tx, "confirm-mail", id)
  const link = await makeMailedLink(tx, deps, { kind: "undo-mail", subject: id, expires: until })
  await queueMail(tx, deps, { mail: row.old_mail, language: operator.language }, "mailChanged", () => ({
    mail: row.new_mail,
    link,
    until: formatMoment(until * 1000, operator.language, deps.timeZone),
  }))
  return null
}

/** Until when this operator's last change of address can be undone; null when there is none. */
export async function findMailRest(db: Kysely<PublicTables>, now: number, operator: string): Promise<number | null> {
  const row = await db
    .selectFrom("mail_changes")
    .select("expires")
    .where("operator_id", "=", operator)
    .where("confirmed_at", "is not", null)
    .where("expires", ">", now)
    .orderBy("expires", "desc")
    .executeTakeFirst()
  return row?.expires ?? null
}

/** The account is the old address's again, with every later change undone and every session ended. */
export async function undoMail(tx: Kysely<PublicTables>, deps: PublicDeps, id: string): Promise<boolean> {
  const row = await tx.selectFrom("mail_changes").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  if (!row || row.confirmed_at === null || row.expires <= deps.clock.now()) return false
  const operator = row.operator_id
  const { mail, language } = await tx
    .selectFrom("operators")
    .select(["mail", "language"])
    .where("id", "=", operator)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await takeIn(tx, operator, row.old_mail)
  await tx.updateTable("operators").set({ mail: row.old_mail }).where("id", "=", operator).execute()
  await tx.deleteFrom("operator_sessions").where("operator_id", "=", operator).execute()
  const later = await tx
    .deleteFrom("mail_changes")
    .where("operator_id", "=", operator)
    .where((e) => e.or([e("confirmed_at", "is", null), e("confirmed_at", ">=", row.confirmed_at)]))
    .returning("id")
    .execute()
  for (const each of later) await dropMailedLinks(tx, "undo-mail", each.id)
  for (const to of [row.old_mail, mail]) {
    await queueMail(tx, deps, { mail: to, language }, "mailRestored", () => ({ mail: row.old_mail }))
  }
  return true
}

/** Whoever signed in with the old address meanwhile got an account of its own: it is the same person's, and is taken in. */
async function takeIn(tx: Kysely<PublicTables>, operator: string, mail: string): Promise<void> {
  const other = await tx.selectFrom("operators").select("id").where("mail", "=", mail).forUpdate().executeTakeFirst()
  if (!other || other.id === operator) return
  await sql`insert into venue_members select venue_id, ${operator}::uuid, role from venue_members where operator_id = ${other.id}
    on conflict (venue_id, operator_id) do update set role = case when excluded.role = 'owner' then 'owner' else venue_members.role end`.execute(
    tx,
  )
  await tx.deleteFrom("venue_members").where("operator_id", "=", other.id).execute()
  await tx.updateTable("venues").set({ operator_id: operator }).where("operator_id", "=", other.id).execute()
  await tx.updateTable("offers").set({ offered_by: operator }).where("offered_by", "=", other.id).execute()
  await tx.updateTable("hand_overs").set({ former: operator }).where("former", "=", other.id).execute()
  await tx.updateTable("hand_overs").set({ successor: operator }).where("successor", "=", other.id).execute()
  await tx.deleteFrom("operator_sessions").where("operator_id", "=", other.id).execute()
  await tx.deleteFrom("mail_changes").where("operator_id", "=", other.id).execute()
  await tx.deleteFrom("card_wishes").where("operator_id", "=", other.id).execute()
  await tx.deleteFrom("operators").where("id", "=", other.id).execute()
}
