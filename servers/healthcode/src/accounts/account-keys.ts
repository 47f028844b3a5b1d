import { hkdfSync, randomBytes } from "node:crypto"
import type { HealthTables } from "@homesafe/db/health"
import { makeKeyFile, readKeyFile } from "@homesafe/service/key-files"
import { openAtRest, sealAtRest } from "@homesafe/service/seal-at-rest"
import type { Kysely, Selectable, Transaction } from "kysely"
import type { HealthDeps, HealthKeyring } from "../deps.ts"

type Keyring = Pick<HealthKeyring, "atRest" | "accountKeys">
/** An account's row. */
export type AccountRow = Selectable<HealthTables["accounts"]>
/** What may be done within an account's own transaction. */
export type Tx = Transaction<HealthTables>

const subjectOf = (account: string) => `account-key ${account}`
/** What seals an account's key: neither the server's key nor the account's file alone gives it. */
const sealerOf = (atRest: Uint8Array, file: Uint8Array) =>
  Buffer.from(hkdfSync("sha256", file, atRest, "HomeSafe/account-key", 32))

/** Makes a key for an account. Its file is durable before its row is: to delete the account is to destroy the file (ADR 0045). */
export function makeAccountKey({ atRest, accountKeys }: Keyring, account: string): { key: Buffer; wrapped: Buffer } {
  const key = randomBytes(32)
  return { key, wrapped: sealAtRest(sealerOf(atRest, makeKeyFile(accountKeys, account)), subjectOf(account), key) }
}

/** The account's key; nothing once its file is destroyed. */
export function openAccountKey({ atRest, accountKeys }: Keyring, { id, wrapped }: Pick<AccountRow, "id" | "wrapped">) {
  const file = readKeyFile(accountKeys, id)
  return file && openAtRest(sealerOf(atRest, file), subjectOf(id), wrapped)
}

/** An account that is held until its transaction ends: nobody deletes it meanwhile, and nothing is sealed to a key that is gone. */
export interface HeldAccount {
  readonly row: AccountRow
  seal(subject: string, text: Uint8Array): Buffer
  open(subject: string, sealed: Uint8Array): Buffer
  sealJson(subject: string, value: unknown): Buffer
  /** Reads what `sealJson` wrote. */
  openJson<T>(subject: string, sealed: Uint8Array): T
}

/** Holds an account in an open transaction; nothing when it is not there, or its key is not. */
export async function holdAccount(tx: Kysely<HealthTables>, { keys }: Pick<HealthDeps, "keys">, id: string) {
  const row = await tx.selectFrom("accounts").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  const key = row && openAccountKey(keys, row)
  if (!row || !key) return undefined
  const boundTo = (subject: string) => `${subject} ${id}`
  const held: HeldAccount = {
    row,
    seal: (subject, text) => sealAtRest(key, boundTo(subject), text),
    open: (subject, sealed) => openAtRest(key, boundTo(subject), sealed),
    sealJson: (subject, value) => sealAtRest(key, boundTo(subject), Buffer.from(JSON.stringify(value))),
    // as: written by sealJson under the same subject, and authenticated
    openJson: <T>(subject: string, sealed: Uint8Array) =>
      JSON.parse(openAtRest(key, boundTo(subject), sealed).toString("utf8")) as T,
  }
  return held
}

/** Runs something in one transaction that holds the account; nothing when there is none. */
export function withAccount<T>(
  deps: HealthDeps,
  id: string,
  run: (tx: Tx, account: HeldAccount) => Promise<T>,
): Promise<T | undefined> {
  return deps.db.transaction().execute(async (tx) => {
    const account = await holdAccount(tx, deps, id)
    return account && run(tx, account)
  })
}
