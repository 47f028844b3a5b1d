import { randomUUID } from "node:crypto"
import { decideReadPermit, listReadPermits, type ReadPermit, uuid } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { mostReads, READ_LIMIT_SECONDS } from "@homesafe/domain"
import { done, type Outcome, refuse } from "@homesafe/service"
import { type Kysely, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"

type Tx = Kysely<AuthorityTables>
/** A way to many people's sealed words: each counts once for what it opened, however often it was opened. */
const READS = ["read-visits", "read-notes", "read-forms", "read-calls", "analyse-visits"]

async function readBy(db: Tx, officer: string, since: number): Promise<Set<string>> {
  const asked = db
    .selectFrom("audit")
    .select("subject")
    .distinct()
    .where("officer", "=", officer)
    .where("at", ">", since)
  const rows = await asked.where("act", "in", READS).execute()
  return new Set(rows.flatMap(({ subject }) => (subject === null ? [] : [subject])))
}

/**
 * Whether an officer may read one more thing alone; where not, another officer is asked. In the transaction that writes the read to the log,
 * one read of an officer at a time: a thousand at once cannot go beyond the limit together.
 */
export async function mayReadOne(
  tx: Tx,
  { clock, limits }: Pick<AuthorityDeps, "clock" | "limits">,
  { officer, subject }: { readonly officer: string; readonly subject: string },
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(7203, hashtext(${officer}))`.execute(tx)
  const at = clock.now()
  const read = await readBy(tx, officer, at - READ_LIMIT_SECONDS)
  if (read.has(subject) || read.size < limits.readsPerDay) return true
  const agreed = tx
    .selectFrom("read_permits")
    .select("id")
    .where("officer_id", "=", officer)
    .where("state", "=", "granted")
  const times = await agreed.where("decided_at", ">", at - READ_LIMIT_SECONDS).execute()
  if (read.size < mostReads(limits.readsPerDay, times.length)) return true
  const asked = await tx
    .insertInto("read_permits")
    .values({ id: randomUUID(), officer_id: officer, asked_at: at, state: "waiting" })
    .onConflict((c) => c.column("officer_id").where("state", "=", "waiting").doNothing())
    .returning("id")
    .executeTakeFirst()
  if (asked) await writeAudit(tx, { at, officer, act: "ask-more-reads", subject: asked.id })
  return false
}

/** Who waits for another officer to agree. */
export async function findReadPermits({ db, clock }: AuthorityDeps): Promise<ReadPermit[]> {
  const rows = await db
    .selectFrom("read_permits")
    .innerJoin("officers", "officers.id", "officer_id")
    .select(["read_permits.id", "officer_id", "name", "asked_at"])
    .where("state", "=", "waiting")
    .orderBy("asked_at")
    .limit(100)
    .execute()
  const since = clock.now() - READ_LIMIT_SECONDS
  return Promise.all(
    rows.map(async ({ id, officer_id, name, asked_at }) => ({
      id,
      officer: { id: officer_id, name },
      read: (await readBy(db, officer_id, since)).size,
      at: asked_at,
    })),
  )
}

async function decide(
  { db, clock }: AuthorityDeps,
  officer: string,
  id: string,
  granted: boolean,
): Promise<Outcome<Record<string, never>>> {
  if (!uuid.safeParse(id).success) return refuse("not-found")
  return db.transaction().execute(async (tx) => {
    const asked = tx.selectFrom("read_permits").selectAll().where("id", "=", id).where("state", "=", "waiting")
    const row = await asked.forUpdate().executeTakeFirst()
    if (!row) return refuse("not-found")
    if (row.officer_id === officer) return refuse("same-officer")
    const at = clock.now()
    const state = granted ? "granted" : "refused"
    await tx
      .updateTable("read_permits")
      .set({ state, decided_by: officer, decided_at: at })
      .where("id", "=", id)
      .execute()
    await writeAudit(tx, {
      at,
      officer,
      act: granted ? "grant-more-reads" : "refuse-more-reads",
      subject: row.officer_id,
    })
    return done({})
  })
}

/** More reads than one officer may make alone. */
export function readPermitRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(listReadPermits, async () => done({ permits: await findReadPermits(deps) }))

  handle(decideReadPermit, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    return decide(deps, who.officer.id, params.id ?? "", body.granted)
  })
}
