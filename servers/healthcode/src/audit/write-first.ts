import { writeAudit } from "@homesafe/db/audit"
import { sql } from "kysely"
import type { HealthDeps } from "../deps.ts"

/** A read of what is sealed, by whom, of what, and what for. */
export interface SealedRead {
  readonly officer: string
  readonly act: "read-registration" | "read-appeal" | "read-shares" | "find-person"
  readonly subject: string | null
  readonly purpose?: string
}

/** Makes a read's log entry durable before anything is read; false where it could not be written, and then nothing may be read. */
export async function writeFirst({ db, clock }: HealthDeps, read: SealedRead): Promise<boolean> {
  try {
    await db.transaction().execute(async (tx) => {
      // A log that somebody holds is as good as none: nobody waits for it, and no connection with them.
      await sql`set local lock_timeout = '3s'`.execute(tx)
      await writeAudit(tx, { at: clock.now(), ...read })
    })
    return true
  } catch {
    return false
  }
}
