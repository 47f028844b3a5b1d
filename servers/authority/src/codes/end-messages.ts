import { createHash } from "node:crypto"
import type { AuthorityTables } from "@homesafe/db/authority"
import { keptSeconds } from "@homesafe/domain"
import { type Kysely, sql } from "kysely"
import { destroyRows, hasDoomed } from "../purges/destroy-rows.ts"
import { type PurgeDeps, purge } from "../purges/purge.ts"

type Tx = Kysely<AuthorityTables>

/** Destroys what a code needed on its way once the code, or the wish for it, is over: addresses and digits, under an entry of the ledger. */
export async function endMessages(deps: PurgeDeps): Promise<void> {
  const now = deps.clock.now()
  // A code that was used, read from a first try that was not marked, needs no second message.
  const isSpent = sql`exists (select from uploads where uploads.lookup = code_messages.lookup)`
  const messages = [{ table: "code_messages", where: sql`expires <= ${now} or ${isSpent}` }] as const
  // A wish that nobody decided, or a granted one that its officer never showed.
  const before = Math.floor(now - keptSeconds("code-messages"))
  const wishes = sql`state in ('waiting', 'granted') and coalesce(decided_at, asked_at) <= ${before}`
  if (!(await hasDoomed(deps.db, [...messages, { table: "code_requests", where: wishes }]))) return
  await purge(deps, async (tx) => {
    const late = tx.selectFrom("code_messages").select("request_id").where("expires", "<=", now)
    await tx.updateTable("code_requests").set({ delivery: "failed", next_at: null }).where("id", "in", late).execute()
    const gone = await destroyRows(tx, messages)
    const addresses = await eraseWishes(tx, wishes)
    const count = gone.count + addresses.length
    if (count === 0) return []
    const destroyed = createHash("sha256").update(gone.destroyed, "hex")
    for (const address of addresses) destroyed.update(address)
    return [{ class: "code-messages", subject: null, count, before, purgeIds: [], destroyed: destroyed.digest("hex") }]
  })
}

/** Ends wishes and gives the sealed addresses that were erased with them. */
async function eraseWishes(tx: Tx, over: ReturnType<typeof sql>): Promise<Buffer[]> {
  const ended = await tx
    .selectFrom("code_requests")
    .select(["id", "sealed_to"])
    .where(sql<boolean>`${over}`)
    .orderBy("id")
    .forUpdate()
    .execute()
  if (ended.length === 0) return []
  const ids = ended.map(({ id }) => id)
  await tx.updateTable("code_requests").set({ state: "lapsed", sealed_to: null }).where("id", "in", ids).execute()
  return ended.flatMap(({ sealed_to }) => (sealed_to === null ? [] : [sealed_to]))
}
