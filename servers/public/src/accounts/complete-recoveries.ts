import type { PublicTables } from "@homesafe/db/public"
import { type Kysely, sql } from "kysely"
import type { Logger } from "pino"
import type { PublicDeps } from "../deps.ts"
import { lockVenue, makeOwner, noteNewOwner } from "../people/members.ts"
import { tellOwners } from "../people/tell-people.ts"
import { dropMailedLinks } from "./mailed-links.ts"
import { ENDED_SECONDS } from "./recoveries.ts"
import { tellApplicant, tellOwnersOfRecovery } from "./tell-recovery.ts"

/** A granted recovery waits so long, unless an owner agrees. Seconds. */
export const WAIT_SECONDS = 7 * 86_400

/** Writes officers' answer to a recovery; again, it is one. False when there is no such recovery. */
export async function writeRecoveryVerdict(deps: PublicDeps, id: string, granted: boolean): Promise<boolean> {
  return deps.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("recoveries")
      .selectAll()
      .where(sql`id::text`, "=", id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return false
    // Answered already, or stopped by an owner, which no officer overrules.
    if (row.state !== "open" || row.venue_id === null) return true
    const now = deps.clock.now()
    const due = granted ? now + (row.agreed ? 0 : WAIT_SECONDS) : null
    const expires = (due ?? now) + ENDED_SECONDS
    const change = { state: granted ? ("granted" as const) : ("refused" as const), due_at: due, expires }
    await tx.updateTable("recoveries").set(change).where("id", "=", row.id).execute()
    await dropMailedLinks(tx, "answer-recovery", row.id)
    const told = { ...row, ...change, venue_id: row.venue_id }
    await tellApplicant(tx, deps, told, granted ? "recoveryGranted" : "recoveryRefused")
    if (granted) await tellOwnersOfRecovery(tx, deps, told, "recoveryDue")
    return true
  })
}

/** Makes the proven address an owner where its time has come. Who was owner stays one; codes stay as they are, and none is made. */
export async function completeRecoveries(deps: PublicDeps, log?: Logger): Promise<number> {
  let done = 0
  while (await deps.db.transaction().execute((tx) => completeOne(tx, deps))) done++
  if (done > 0) log?.info({ done }, "recoveries")
  return done
}

async function completeOne(tx: Kysely<PublicTables>, deps: PublicDeps): Promise<boolean> {
  const now = deps.clock.now()
  const row = await tx
    .selectFrom("recoveries")
    .selectAll()
    .where("state", "=", "granted")
    .where("due_at", "<=", now)
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!row || row.venue_id === null) return false
  const { id, venue_id: venue, mail, language } = row
  await lockVenue(tx, venue)
  const operator = await tx
    .insertInto("operators")
    .values({ mail, language })
    .onConflict((c) => c.column("mail").doUpdateSet({ mail }))
    .returning("id")
    .executeTakeFirstOrThrow()
  await makeOwner(tx, venue, operator.id)
  await noteNewOwner(tx, deps, venue)
  await tx.updateTable("recoveries").set({ state: "done" }).where("id", "=", id).execute()
  await dropMailedLinks(tx, "answer-recovery", id)
  await tellOwners(tx, deps, venue, { act: "recovered", mail, role: "owner" })
  return true
}
