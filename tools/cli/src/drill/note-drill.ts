import { connect } from "@homesafe/db"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { findRunningFacts } from "../supervise/running-file.ts"

/** Writes into the real system's audit log that a drill began or ended; false where no such system runs. The subject is the drill's own id. */
export async function noteDrill(
  real: string,
  { act, at, dep }: { readonly act: "drill-began" | "drill-ended"; readonly at: number; readonly dep: string },
): Promise<boolean> {
  const url = process.env.HOMESAFE_DATABASE_URL ?? findRunningFacts(real)?.authorityUrl
  if (!url) return false
  const db = connect<AuthorityTables>(url, 1)
  try {
    await db.transaction().execute((tx) => writeAudit(tx, { at, officer: null, act, subject: dep }))
    return true
  } finally {
    await db.destroy()
  }
}
