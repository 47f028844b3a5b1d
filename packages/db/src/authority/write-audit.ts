import { createHash } from "node:crypto"
import { type Kysely, type Selectable, sql } from "kysely"
import type { AuthorityTables } from "./schema.ts"

/** What an officer did, to what, and for which purpose. Never what a visit says. */
export interface AuditAct {
  readonly at: number
  readonly officer: string | null
  readonly act: string
  readonly subject: string | null
  readonly purpose?: string | null
}

type Row = Selectable<AuthorityTables["audit"]>

const hashOf = (prev: Uint8Array, entry: AuditAct) =>
  createHash("sha256")
    .update(prev)
    .update(JSON.stringify([entry.at, entry.officer, entry.act, entry.subject, entry.purpose ?? null]))
    .digest()

/** Appends one entry, chained to the one before. Inside a transaction it stands or falls with the act itself. */
export async function writeAudit(db: Kysely<AuthorityTables>, entry: AuditAct): Promise<void> {
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
export async function walkAudit(db: Kysely<AuthorityTables>, asked: ReadonlySet<number>): Promise<WalkedAudit> {
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
