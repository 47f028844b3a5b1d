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
  return entries.every((entry, i) => {
    const before = entries[i - 1]
    const prev = before?.hash ?? entry.prev
    return prev.equals(entry.prev) && hashOf(entry.prev, entry).equals(entry.hash)
  })
}
