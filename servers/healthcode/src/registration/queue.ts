import type { WaitingRegistration } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { HealthDeps } from "../deps.ts"

/** Rows that a list shows. */
const SHOWN = 50
/** Seconds after which somebody else may take what an officer took and left. */
export const CLAIM_SECONDS = 30 * 60

/** How many registrations wait, and the oldest of them. */
export async function listWaiting(
  { db, clock }: HealthDeps,
  officer: string,
): Promise<{ waiting: number; oldest: WaitingRegistration[] }> {
  const counted = await db
    .selectFrom("accounts")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom("accounts")
    .leftJoin("officers", "officers.id", "claimed_by")
    .select(["accounts.id", "submitted_at", "claimed_by", "claimed_at", "officers.name"])
    .where("state", "=", "waiting")
    .orderBy("submitted_at")
    .orderBy("accounts.id")
    .limit(SHOWN)
    .execute()
  const stale = clock.now() - CLAIM_SECONDS
  const oldest = rows.map(({ id, submitted_at, claimed_by, claimed_at, name }) => ({
    id,
    submittedAt: submitted_at ?? 0,
    claimedBy: (claimed_at ?? 0) >= stale ? name : null,
    isMine: claimed_by === officer,
  }))
  return { waiting: counted.n, oldest }
}

/** Gives an officer the own open registration, or the oldest that nobody looks at. Of two who ask at once, each gets another. */
export function claimOldest({ db, clock }: HealthDeps, officer: string): Promise<string | null> {
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const waiting = tx.selectFrom("accounts").select("id").where("state", "=", "waiting")
    const own = await waiting.where("claimed_by", "=", officer).orderBy("submitted_at").limit(1).executeTakeFirst()
    if (own) {
      await tx.updateTable("accounts").set({ claimed_at: now }).where("id", "=", own.id).execute()
      return own.id
    }
    const free = await waiting
      .where(({ or, eb }) => or([eb("claimed_by", "is", null), eb("claimed_at", "<", now - CLAIM_SECONDS)]))
      .where(({ or, eb }) => or([eb("typed_by", "is", null), eb("typed_by", "<>", officer)]))
      .orderBy("submitted_at")
      .orderBy("id")
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!free) return null
    await tx.updateTable("accounts").set({ claimed_by: officer, claimed_at: now }).where("id", "=", free.id).execute()
    await writeAudit(tx, { at: now, officer, act: "claim-registration", subject: free.id })
    return free.id
  })
}
