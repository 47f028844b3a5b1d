import { randomBytes, randomUUID } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { connect } from "@homesafe/db"
import { keptUntil } from "@homesafe/domain"
import { sql } from "kysely"
import type { TestAuthority } from "../authority.test-support.ts"
import { openTestCaseWith, provenVisit } from "../cases/case.test-support.ts"
import { writeNote } from "../cases/notes.ts"
import type { AuthorityDeps } from "../deps.ts"
import { readLedger } from "./ledger-file.ts"
import { ledgerOf } from "./purge.ts"

/** The words of a note that must be found nowhere. */
export const CANARY = `canary ${randomBytes(12).toString("hex")}`

/** A case opened today, with a visit and a note, that is kept for seven years. */
export async function sevenYearCase(deps: AuthorityDeps, officer: string): Promise<string> {
  const id = await openTestCaseWith(deps, officer, [provenVisit(20_000)])
  await deps.db
    .updateTable("cases")
    .set({ kept_until: keptUntil(deps.clock.now()) })
    .where("id", "=", id)
    .execute()
  await writeNote(deps, officer, { caseId: id, id: randomUUID(), text: CANARY })
  return id
}

/** The ledger's entries. */
export async function entriesOf(deps: AuthorityDeps) {
  const entries = []
  for await (const entry of readLedger(ledgerOf(deps))) entries.push(entry)
  return entries
}

/** Where a case's file lies. */
export const keyPath = ({ keys }: AuthorityDeps, id: string) => path.join(keys.caseKeys, id.slice(0, 2), `${id}.key`)

/** Keeps the database as it is now, and gives what puts it back. */
export async function backUp({ ownerUrl }: TestAuthority): Promise<() => Promise<void>> {
  const name = `backup_${randomBytes(6).toString("hex")}`
  const asOwner = async (...statements: readonly string[]) => {
    const owner = connect<unknown>(ownerUrl, 1)
    for (const statement of statements) await sql.raw(statement).execute(owner)
    await owner.destroy()
  }
  const leave = "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'homesafe_authority'"
  await asOwner(leave, `create database ${name} template homesafe_authority`)
  return () =>
    asOwner(
      "drop database homesafe_authority with (force)",
      `create database homesafe_authority template ${name}`,
      "grant connect on database homesafe_authority to homesafe_authority",
    )
}

/** Every byte that the database keeps: its files and its write-ahead log. */
export function everyFile(dir: string): Buffer {
  const files = fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Buffer.concat(files.map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name))))
}
