import type { PurgeEntry } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { destroyKeyFile } from "@homesafe/service/key-files"
import { type Kysely, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { destroyCase } from "./destroy-case.ts"
import { appendEntries, type Ledger, LedgerFault, lastEntry, readLedger } from "./ledger-file.ts"
import { chainEntries, type Ended, NOTHING_BEFORE } from "./ledger-line.ts"

type Tx = Kysely<AuthorityTables>
/** What a purge needs; the opener, the network and the officers are none of it. */
export type PurgeDeps = Pick<AuthorityDeps, "db" | "clock" | "keys" | "dep" | "purgeLedger" | "log" | "offset">
type Head = Pick<PurgeEntry, "seq" | "hash">

/** Entries of cases say that a key's file goes too. */
const isOfCase = ({ class: name, subject }: Ended) => name === "case" && subject !== null
export const ledgerOf = ({ purgeLedger, dep }: Pick<AuthorityDeps, "purgeLedger" | "dep">): Ledger => ({
  folder: purgeLedger,
  dep,
})

/**
 * Runs a job that ends something. Its rows go and the database learns the ledger's new head in one transaction; the ledger has the entry,
 * flushed, before that transaction is acknowledged; only then are keys' files destroyed. Broken off anywhere, the next purge goes on from
 * there: an entry that the database does not know is carried out again, and a file that is still there is destroyed (ADR 0035).
 */
export async function purge(deps: PurgeDeps, end: (tx: Tx) => Promise<readonly Ended[]>): Promise<number> {
  const count = await deps.db.transaction().execute(async (tx) => {
    // One writer of the ledger at a time, also where two copies of the server run.
    await sql`select pg_advisory_xact_lock(7203)`.execute(tx)
    const head = await catchUp(tx, deps)
    const ended = await end(tx)
    if (ended.length === 0) return 0
    await enter(tx, deps, head, ended)
    return ended.length
  })
  await destroyDueKeys(deps)
  return count
}

/** The ledger's end, once the database has done all that the ledger says. A ledger that says less than the database knows is refused. */
async function catchUp(tx: Tx, deps: PurgeDeps): Promise<Head> {
  const ledger = ledgerOf(deps)
  const known = await tx.selectFrom("purges").select(["seq", "hash"]).orderBy("seq", "desc").limit(1).executeTakeFirst()
  const last = lastEntry(ledger)
  if (!known && !last) return begin(tx, deps)
  if (!last)
    throw new LedgerFault(
      "The purge ledger is missing: the folder HOMESAFE_PURGE_LEDGER holds none, and this database has one.",
    )
  if (known && last.seq < known.seq)
    throw new LedgerFault(
      `The purge ledger is older than the database: it ends at entry ${last.seq}, and the database knows ${known.seq}.`,
    )
  if (known && last.seq === known.seq && last.hash === known.hash) return known
  for await (const entry of readLedger(ledger)) {
    if (known && entry.seq === known.seq && entry.hash !== known.hash)
      throw new LedgerFault(`The purge ledger is not this database's: they differ at entry ${entry.seq}.`)
    if (known && entry.seq <= known.seq) continue
    if (isOfCase(entry) && entry.subject !== null) await destroyCase(tx, deps.keys, entry.subject)
    await remember(tx, [entry])
  }
  return last
}

/** The first entry of a new ledger: from then on the database knows that there is one. */
function begin(tx: Tx, deps: PurgeDeps): Promise<Head> {
  const first = { class: "begin", subject: null, count: 0, before: 0, purgeIds: [], destroyed: NOTHING_BEFORE }
  return enter(tx, deps, null, [first])
}

async function enter(tx: Tx, deps: PurgeDeps, head: Head | null, ended: readonly Ended[]): Promise<Head> {
  const entries = chainEntries(deps.dep, head, deps.clock.now(), ended)
  await remember(tx, entries)
  // The last step before the transaction ends: whatever can fail in the database has succeeded by now.
  appendEntries(ledgerOf(deps), entries)
  const last = entries.at(-1)
  if (!last) throw new Error("nothing was entered")
  return last
}

async function remember(tx: Tx, entries: readonly PurgeEntry[]): Promise<void> {
  const rows = entries.map(({ purgeIds, ...entry }) => ({
    ...entry,
    purge_ids: JSON.stringify(purgeIds),
    key_gone: !isOfCase({ ...entry, purgeIds }),
  }))
  await tx.insertInto("purges").values(rows).execute()
}

/** Destroys the files of cases whose end is committed, and notes it; again, it does nothing. */
async function destroyDueKeys({ db, keys }: PurgeDeps): Promise<void> {
  const due = await db
    .selectFrom("purges")
    .select(["seq", "subject"])
    .where("key_gone", "=", false)
    .orderBy("seq")
    .execute()
  for (const { seq, subject } of due) {
    if (subject !== null) destroyKeyFile(keys.caseKeys, subject)
    await db.updateTable("purges").set({ key_gone: true }).where("seq", "=", seq).execute()
  }
}
