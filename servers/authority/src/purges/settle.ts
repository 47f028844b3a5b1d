import fs from "node:fs"
import type { AuthorityTables } from "@homesafe/db/authority"
import { KEEPING_YEARS } from "@homesafe/domain"
import { destroyKeyFile, listKeyFiles } from "@homesafe/service/key-files"
import { type Kysely, sql } from "kysely"
import { unwrapCaseKey, wrapOutside } from "../cases/case-keys.ts"
import { endAll } from "./end-all.ts"
import { LedgerFault, readLedger } from "./ledger-file.ts"
import { ledgerOf, type PurgeDeps, purge } from "./purge.ts"

/**
 * What must be true before anybody is answered (ADR 0035): the ledger is whole and not older than the database; the database has done all
 * that the ledger says; no file of an ended case is there, and each case that is not ended has its file. Else the start is refused.
 */
export async function settleRetention(deps: PurgeDeps): Promise<void> {
  for (const [setting, folder] of [
    ["HOMESAFE_CASE_KEYS", deps.keys.caseKeys],
    ["HOMESAFE_PURGE_LEDGER", deps.purgeLedger],
  ] as const)
    if (!fs.existsSync(folder)) throw new LedgerFault(`The folder of ${setting} is not there. Is it mounted?`)
  const ended = new Set<string>()
  for await (const { subject } of readLedger(ledgerOf(deps))) if (subject !== null) ended.add(subject)
  await purge(deps, async () => [])
  await moveKeysOutside(deps)
  await settleFiles(deps, ended)
  // What ended by the clock ends again by the clock. Entries' own times are no reason: a clock that once stood years ahead would end all.
  await endAll(deps)
}

/** Keys of older versions lay in the database alone: each gets its file. Their older backups must be destroyed by hand (docs/operations). */
async function moveKeysOutside({ db, keys, log }: PurgeDeps): Promise<void> {
  const inside = await db.selectFrom("case_keys").select("case_id").where("outside", "=", false).execute()
  for (const { case_id } of inside)
    await db.transaction().execute(async (tx) => {
      const asked = tx.selectFrom("case_keys").selectAll().where("case_id", "=", case_id).where("outside", "=", false)
      const row = await asked.forUpdate().executeTakeFirst()
      const key = row && unwrapCaseKey(keys, row)
      if (!key) return
      destroyKeyFile(keys.caseKeys, case_id) // of a move that was broken off: nothing was sealed under it
      const wrapped = wrapOutside(keys, case_id, key)
      await tx.updateTable("case_keys").set({ wrapped, outside: true }).where("case_id", "=", case_id).execute()
    })
  if (inside.length > 0) log.info({ keys: inside.length }, "case-keys-moved-outside")
}

async function settleFiles({ db, keys, clock, log }: PurgeDeps, ended: ReadonlySet<string>): Promise<void> {
  const known = await casesOf(db)
  // A file of a case that this database does not know belongs to a newer one, or to a case that was never committed.
  const oldest = clock.now() - (KEEPING_YEARS + 1) * 366 * 86_400
  let again = 0
  for (const { id: caseId, madeAt } of listKeyFiles(keys.caseKeys)) {
    const isOver = ended.has(caseId) || (!known.has(caseId) && madeAt() < oldest)
    if (isOver && destroyKeyFile(keys.caseKeys, caseId)) again += 1
    known.delete(caseId)
  }
  if (again > 0) log.warn({ files: again }, "case-keys-destroyed-again")
  const lost = [...known].filter(([, needsFile]) => needsFile).length
  if (lost > 0)
    throw new LedgerFault(
      `The folder of HOMESAFE_CASE_KEYS does not belong to this database: ${lost} cases have no file there. Either the folder is older than the database, or the purge ledger is.`,
    )
}

/** Every case, and whether its key needs a file. */
async function casesOf(db: Kysely<AuthorityTables>): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ id: string; needs: boolean }>`
    select id, coalesce(outside, false) as needs from cases left join case_keys on case_id = id`.execute(db)
  return new Map(rows.map(({ id, needs }) => [id, needs]))
}
