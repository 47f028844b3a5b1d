import { createHash } from "node:crypto"
import { type Generated, type Kysely, type Selectable, sql } from "kysely"
import type { HealthTables } from "../health/schema.ts"
import type { Bytes } from "./columns.ts"
import type { AuthorityTables } from "./schema.ts"

/** The log's own table: the authority has one, and the health-code service another. */
export interface AuditTables {
  audit: {
    seq: Generated<number>
    at: number
    officer: string | null
    act: string
    subject: string | null
    purpose: string | null
    prev: Bytes
    hash: Bytes
  }
}

/** What an officer did, to what, and for which purpose. Never what a visit says. */
export interface AuditAct {
  readonly at: number
  readonly officer: string | null
  readonly act: string
  readonly subject: string | null
  readonly purpose?: string | null
}

/** A database that has such a log. */
type LoggedDb = Kysely<AuthorityTables> | Kysely<HealthTables>
// as: either has the log's table, and nothing else is asked of it here
const logOf = (db: LoggedDb) => db as unknown as Kysely<AuditTables>

type Row = Selectable<AuditTables["audit"]>

const hashOf = (prev: Uint8Array, entry: AuditAct) =>
  createHash("sha256")
    .update(prev)
    .update(JSON.stringify([entry.at, entry.officer, entry.act, entry.subject, entry.purpose ?? null]))
    .digest()

/** Appends one entry, chained to the one before. Inside a transaction it stands or falls with the act itself. */
export async function writeAudit(to: LoggedDb, entry: AuditAct): Promise<void> {
  const db = logOf(to)
  // One writer at a time, or two entries would follow the same one.
  await sql`select pg_advisory_xact_lock(7201)`.execute(db)
  const last = await db.selectFrom("audit").select("hash").orderBy("seq", "desc").limit(1).executeTakeFirst()
  const prev = last?.hash ?? Buffer.alloc(32)
  await db
    .insertInto("audit")
    .values({ ...entry, purpose: entry.purpose ?? null, prev, hash: hashOf(prev, entry) })
    .execute()
}

/** Whether every entry follows from the one before it. */
export function doesChainHold(entries: readonly Row[]): boolean {
  return entries.every((entry, i) => faultOf(entries[i - 1]?.hash ?? entry.prev, entry) === null)
}

/** What is wrong with an entry that should follow the one with this hash: its own words, or its place. */
function faultOf(prev: Buffer, entry: Row): "altered" | "out-of-place" | null {
  if (!hashOf(entry.prev, entry).equals(entry.hash)) return "altered"
  return prev.equals(entry.prev) ? null : "out-of-place"
}

/** What the whole log is: each entry that is wrong by itself, the hashes of those that were asked for, and its last entry. */
export interface WalkedAudit {
  readonly faults: readonly { readonly fault: "altered" | "out-of-place"; readonly seq: number }[]
  readonly hashes: ReadonlyMap<number, Buffer>
  readonly last: { readonly seq: number; readonly hash: Buffer } | null
}

/** Entries that are read at a time. */
const PAGE = 2_000

/** Walks the log from its very first entry, a page at a time. Only the first hundred faults are named: the rest follow from them. */
export async function walkAudit(of: LoggedDb, asked: ReadonlySet<number>): Promise<WalkedAudit> {
  const db = logOf(of)
  const faults: { fault: "altered" | "out-of-place"; seq: number }[] = []
  const hashes = new Map<number, Buffer>()
  let last: WalkedAudit["last"] = null
  for (;;) {
    const from: number = last?.seq ?? -1
    const page = await db.selectFrom("audit").selectAll().where("seq", ">", from).orderBy("seq").limit(PAGE).execute()
    for (const entry of page) {
      const fault = faultOf(last?.hash ?? Buffer.alloc(32), entry)
      if (fault && faults.length < 100) faults.push({ fault, seq: entry.seq })
      if (asked.has(entry.seq)) hashes.set(entry.seq, entry.hash)
      last = { seq: entry.seq, hash: entry.hash }
    }
    if (page.length < PAGE) return { faults, hashes, last }
  }
}
