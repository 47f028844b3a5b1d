import { randomBytes } from "node:crypto"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { moveCalls } from "../forms/move-calls.ts"
import { isInList, lockLists } from "./lock-lists.ts"

/**
 * Holds an approved decision back, by one officer and at once: a wrong warning must be stopped faster than two people can be found. What it
 * replaced stands again meanwhile. Nothing is signed: verifiers are shown no held decision, as if it had not been approved yet.
 */
export async function holdDecision(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  reason: string,
): Promise<Outcome<null>> {
  return db.transaction().execute(async (tx) => {
    await lockLists(tx)
    const row = await tx.selectFrom("decisions").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
    if (!row) return refuse("not-found")
    if (row.state !== "approved") return refuse("not-in-this-state")
    if (await isInList(tx, id)) return refuse("list-sealed")
    const at = clock.now()
    await writeAudit(tx, { at, officer, act: "hold-decision", subject: id })
    await tx.updateTable("decisions").set({ state: "held" }).where("id", "=", id).execute()
    await tx
      .insertInto("decision_holds")
      .values({
        id: randomBytes(16).toString("hex"),
        decision_id: id,
        reason,
        held_by: officer,
        held_at: at,
        verdict: null,
        proposed_by: null,
        proposer_key: null,
        proposed_at: null,
        approved_by: null,
        approver_key: null,
        ended_at: null,
      })
      .execute()
    if (row.supersedes !== null) await putBack(tx, row.supersedes, id)
    return done(null)
  })
}

/** What a held decision had replaced stands as it did before. */
async function putBack(tx: Kysely<AuthorityTables>, before: string, held: string): Promise<void> {
  const { list } = await tx
    .selectFrom("decisions")
    .select("list")
    .where("id", "=", before)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const state = list === null ? "approved" : "published"
  await tx.updateTable("decisions").set({ state }).where("id", "=", before).execute()
  await moveCalls(tx, held, before)
}
