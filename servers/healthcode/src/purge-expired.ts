import { keptSeconds } from "@homesafe/domain"
import { dropAccount } from "./accounts/delete-account.ts"
import type { HealthDeps } from "./deps.ts"

/** Accounts that end in one transaction. */
const AT_A_TIME = 50

/** Forgets what is past its time, also where nobody comes any more to make it happen. The log counts. */
export async function purgeExpired(deps: HealthDeps): Promise<void> {
  const { db, log } = deps
  const now = deps.clock.now()
  const before = (name: Parameters<typeof keptSeconds>[0]) => now - keptSeconds(name)
  const gone = await Promise.all([
    db.deleteFrom("declarations").where("made_at", "<", before("declarations")).executeTakeFirst(),
    db.deleteFrom("appeals").where("answered_at", "<", before("appeals")).executeTakeFirst(),
    db.deleteFrom("shares").where("shared_at", "<", before("shared-visits")).executeTakeFirst(),
    db.deleteFrom("paper_codes").where("until", "<", now).executeTakeFirst(),
    db.deleteFrom("receipts").where("at", "<", before("deletion-receipts")).executeTakeFirst(),
    db.deleteFrom("sessions").where("opened_at", "<", before("health-sessions")).executeTakeFirst(),
    db.deleteFrom("challenges").where("expires", "<", now).executeTakeFirst(),
    db.deleteFrom("invitations").where("expires", "<", now).executeTakeFirst(),
  ])
  const rows = gone.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0)
  const accounts = await dropUnfinished(deps, before("unfinished-health-accounts"))
  if (rows + accounts > 0) log.info({ rows, accounts }, "purged")
}

/** Accounts that were never accepted and that nobody has gone on with for a month. */
async function dropUnfinished(deps: HealthDeps, before: number): Promise<number> {
  let dropped = 0
  for (;;) {
    const some = await deps.db.transaction().execute(async (tx) => {
      const rows = await tx
        .selectFrom("accounts")
        .select("id")
        .where("state", "in", ["started", "asked-again", "refused"])
        .where("created_at", "<", before)
        .where(({ or, eb }) => or([eb("decided_at", "is", null), eb("decided_at", "<", before)]))
        .limit(AT_A_TIME)
        .forUpdate()
        .skipLocked()
        .execute()
      for (const { id } of rows) await dropAccount(tx, deps, id)
      return rows.length
    })
    dropped += some
    if (some < AT_A_TIME) return dropped
  }
}
