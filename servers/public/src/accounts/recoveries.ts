import type { askForRecovery as askRoute, BodyOf } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import { keptSeconds } from "@homesafe/domain"
import { formatTime } from "@homesafe/i18n"
import { type Kysely, type Selectable, sql } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { queueMail } from "../operators/queue-mail.ts"
import { LINK_SECONDS } from "../operators/sessions.ts"
import { dropMailedLinks, makeMailedLink } from "./mailed-links.ts"
import { tellOwnersOfRecovery, tellOwnersOfStop } from "./tell-recovery.ts"

/** Officers have so long to answer, and owners so long to stop it before they do. Seconds. */
export const OPEN_SECONDS = keptSeconds("recoveries")
/** What has ended is kept so long, so that a verdict that comes late finds it. Seconds. */
export const ENDED_SECONDS = keptSeconds("ended-recoveries")
/** A venue has so many open ones at a time: whoever comes later gets the same answer, and nothing comes of it. */
const MOST_OF_A_VENUE = 3
/** An address is mailed so many links that nobody has followed. */
const MOST_UNPROVEN = 3

/** A row of recoveries. */
export type Recovery = Selectable<PublicTables["recoveries"]>

/** Keeps the wish until its link is followed. What is done is the same whether there is such a venue or not. */
export async function askForRecovery(
  deps: PublicDeps,
  { mail: typed, language, commit, words }: BodyOf<typeof askRoute>,
): Promise<"too-many-waiting" | null> {
  const mail = typed.toLowerCase()
  const now = deps.clock.now()
  return deps.db.transaction().execute(async (tx) => {
    const { all, own } = await tx
      .selectFrom("recoveries")
      .select((e) => [
        e.fn.countAll<number>().as("all"),
        e.fn
          .countAll<number>()
          .filterWhere((f) => f.and([f("mail", "=", mail), f("state", "=", "unproven")]))
          .as("own"),
      ])
      .where("state", "in", ["unproven", "open"])
      .where("expires", ">=", now)
      .executeTakeFirstOrThrow()
    if (Number(all) >= deps.limits.waitingRecoveries) return "too-many-waiting"
    if (Number(own) >= MOST_UNPROVEN) return null
    const venue = await tx
      .selectFrom("venues")
      .select("id")
      .where("commit", "=", Buffer.from(commit, "hex"))
      .executeTakeFirst()
    const expires = now + LINK_SECONDS
    const { id } = await tx
      .insertInto("recoveries")
      .values({ venue_id: venue?.id ?? null, mail, language, words, state: "unproven", expires })
      .returning("id")
      .executeTakeFirstOrThrow()
    const link = await makeMailedLink(tx, deps, { kind: "confirm-recovery", subject: id, expires })
    await queueMail(tx, deps, { mail, language }, "recoveryAsked", () => ({
      link,
      time: formatTime(expires * 1000, language, deps.timeZone),
    }))
    return null
  })
}

async function lockRecovery(tx: Kysely<PublicTables>, id: string): Promise<Recovery | undefined> {
  return tx.selectFrom("recoveries").selectAll().where(sql`id::text`, "=", id).forUpdate().executeTakeFirst()
}

/** The new address is proven: its officers and its owners hear of it, at once. Where there is no such venue, nothing is left of it. */
export async function openRecovery(tx: Kysely<PublicTables>, deps: PublicDeps, id: string): Promise<boolean> {
  const row = await lockRecovery(tx, id)
  if (row?.state !== "unproven") return false
  await dropMailedLinks(tx, "confirm-recovery", id)
  if (row.venue_id === null || (await isCrowded(tx, row.venue_id))) {
    await tx.deleteFrom("recoveries").where("id", "=", row.id).execute()
    return true
  }
  const expires = deps.clock.now() + OPEN_SECONDS
  await tx.updateTable("recoveries").set({ state: "open", version: 1, expires }).where("id", "=", row.id).execute()
  await tellOwnersOfRecovery(tx, deps, { ...row, venue_id: row.venue_id, expires }, "recoveryTold")
  return true
}

async function isCrowded(tx: Kysely<PublicTables>, venue: string): Promise<boolean> {
  await tx.selectFrom("venues").select("id").where("id", "=", venue).forUpdate().execute()
  const { count } = await tx
    .selectFrom("recoveries")
    .select((e) => e.fn.countAll<number>().as("count"))
    .where("venue_id", "=", venue)
    .where("state", "in", ["open", "granted"])
    .executeTakeFirstOrThrow()
  return Number(count) >= MOST_OF_A_VENUE
}

/** An owner's word. A stop is for ever; who has agreed may still stop it until it is done. */
export async function answerRecovery(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  id: string,
  agrees: boolean,
): Promise<boolean> {
  const row = await lockRecovery(tx, id)
  if (!row || (row.state !== "open" && row.state !== "granted")) return false
  const now = deps.clock.now()
  const change = agrees
    ? { agreed: true, ...(row.state === "granted" ? { due_at: now } : {}) }
    : { state: "stopped" as const, agreed: false, due_at: null, expires: now + ENDED_SECONDS }
  await tx
    .updateTable("recoveries")
    .set({ ...change, version: sql`version + 1` })
    .where("id", "=", row.id)
    .execute()
  if (agrees) return true
  await dropMailedLinks(tx, "answer-recovery", row.id)
  if (row.venue_id !== null) await tellOwnersOfStop(tx, deps, { ...row, venue_id: row.venue_id })
  return true
}
