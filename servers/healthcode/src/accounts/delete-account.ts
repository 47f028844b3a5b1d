import { createHash } from "node:crypto"
import { writeAudit } from "@homesafe/db/audit"
import { destroyKeyFile } from "@homesafe/service/key-files"
import type { HealthDeps } from "../deps.ts"
import type { Tx } from "./account-keys.ts"
import { type EnvelopeJson, readKeptEnvelope, signStatement } from "./sign-statement.ts"

const hashOf = (request: string) => createHash("sha256").update(request).digest()
const partTables = ["pictures", "declarations", "credentials", "shares", "appeals"] as const

/**
 * Deletes every row of an account in the caller's transaction and destroys its key's file before that ends. Killed in between, the account
 * has no key any more: its rows open for nobody, and `dropUnopenable` removes them. A backup that is put back brings rows, and no key.
 */
export async function dropAccount(tx: Tx, { keys, clock }: HealthDeps, id: string): Promise<void> {
  await tx.selectFrom("accounts").select("id").where("id", "=", id).forUpdate().execute()
  for (const table of partTables) await tx.deleteFrom(table).where("account_id", "=", id).execute()
  // Gates must know a paper's number until its last minute; whose it was is forgotten.
  await tx
    .updateTable("paper_codes")
    .set(({ fn, val }) => ({ account_id: null, revoked_at: fn.coalesce("revoked_at", val(clock.now())) }))
    .where("account_id", "=", id)
    .execute()
  for (const table of ["passkeys", "sessions"] as const) await tx.deleteFrom(table).where("holder", "=", id).execute()
  await tx.deleteFrom("accounts").where("id", "=", id).execute()
  await writeAudit(tx, { at: clock.now(), officer: null, act: "delete-account", subject: id })
  destroyKeyFile(keys.accountKeys, id)
}

/** Deletes an account at its owner's wish; the receipt names the wish, and nobody. */
export function deleteAccount(deps: HealthDeps, id: string, request: string): Promise<EnvelopeJson> {
  return deps.db.transaction().execute(async (tx) => {
    await dropAccount(tx, deps, id)
    const receipt = signStatement(deps, { said: "account-deleted", subject: request })
    await tx
      .insertInto("receipts")
      .values({ request: hashOf(request), receipt: JSON.stringify(receipt), at: deps.clock.now() })
      .onConflict((conflict) => conflict.column("request").doNothing())
      .execute()
    return receipt
  })
}

/** The receipt of a deletion whose answer did not arrive. */
export async function findReceipt({ db }: HealthDeps, request: string): Promise<EnvelopeJson | undefined> {
  const row = await db
    .selectFrom("receipts")
    .select("receipt")
    .where("request", "=", hashOf(request))
    .executeTakeFirst()
  return row && readKeptEnvelope(row.receipt)
}
