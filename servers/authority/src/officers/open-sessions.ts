import type { OpenSession } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { isHex } from "@homesafe/protocol"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { IDLE_SECONDS, LONGEST_SECONDS, type Session } from "./sessions.ts"

const nameOf = (hash: Buffer) => hash.subarray(0, 16).toString("hex")
const maySeeAll = ({ officer }: Session) => officer.roles.includes("administrator")

/** Sessions that still hold, the newest use first: one's own, or for an administrator everybody's. */
export async function findOpenSessions({ db, clock }: AuthorityDeps, who: Session): Promise<OpenSession[]> {
  const now = clock.now()
  let asked = db
    .selectFrom("sessions")
    .innerJoin("officers", "officers.id", "officer_id")
    .select(["hash", "officer_id", "name", "opened_at", "seen_at", "device"])
    .where("seen_at", ">=", now - IDLE_SECONDS)
    .where("opened_at", ">=", now - LONGEST_SECONDS)
  if (!maySeeAll(who)) asked = asked.where("officer_id", "=", who.officer.id)
  const rows = await asked.orderBy("seen_at", "desc").limit(500).execute()
  return rows.map(({ hash, officer_id, name, opened_at, seen_at, device }) => ({
    id: nameOf(hash),
    officer: name,
    openedAt: opened_at,
    seenAt: seen_at,
    device,
    isOwn: officer_id === who.officer.id,
    isThis: hash.equals(who.hash),
  }))
}

/** Ends a session by its name. False when there is none that this officer may end. */
export async function endOpenSession({ db, clock }: AuthorityDeps, who: Session, id: string): Promise<boolean> {
  if (!isHex(id, 16)) return false
  return db.transaction().execute(async (tx) => {
    let ended = tx.deleteFrom("sessions").where(sql`encode(substring(hash from 1 for 16), 'hex')`, "=", id)
    if (!maySeeAll(who)) ended = ended.where("officer_id", "=", who.officer.id)
    const row = await ended.returning("officer_id").executeTakeFirst()
    if (!row) return false
    await writeAudit(tx, { at: clock.now(), officer: who.officer.id, act: "end-session", subject: row.officer_id })
    return true
  })
}

/** Ends every other session of the asking officer: nothing opens in them from then on. */
export async function endOtherSessions({ db, clock }: AuthorityDeps, { officer, hash }: Session): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const ended = await tx
      .deleteFrom("sessions")
      .where("officer_id", "=", officer.id)
      .where("hash", "<>", hash)
      .returning("hash")
      .execute()
    if (ended.length > 0)
      await writeAudit(tx, { at: clock.now(), officer: officer.id, act: "end-session", subject: officer.id })
  })
}
