import { writeAudit } from "@homesafe/db/audit"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { mayReadOne } from "./read-permits.ts"

/** A read of what is sealed, by whom, of what, and what for. */
export interface SealedRead {
  readonly officer: string
  readonly act: "read-visits" | "read-notes" | "read-forms" | "read-calls" | "analyse-visits"
  readonly subject: string
  readonly purpose: string
}

/** Why a read of what is sealed may not happen. */
export type NotRead = "audit-unavailable" | "too-many-reads"

/**
 * Makes a read's log entry durable before anything is read; a reason where it could not be written, or where one officer has read as much
 * as one may alone. Then nothing may be read.
 */
export async function writeFirst(deps: AuthorityDeps, read: SealedRead): Promise<NotRead | null> {
  try {
    const isWithin = await deps.db.transaction().execute(async (tx) => {
      // A log that somebody holds is as good as none: nobody waits for it, and no connection with them.
      await sql`set local lock_timeout = '3s'`.execute(tx)
      if (!(await mayReadOne(tx, deps, read))) return false
      await writeAudit(tx, { at: deps.clock.now(), ...read })
      return true
    })
    return isWithin ? null : "too-many-reads"
  } catch {
    return "audit-unavailable"
  }
}
