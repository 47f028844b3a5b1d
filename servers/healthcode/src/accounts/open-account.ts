import { randomUUID } from "node:crypto"
import type { HealthTables } from "@homesafe/db/health"
import type { NewPasskey } from "@homesafe/service/passkeys"
import type { Kysely } from "kysely"
import type { HealthDeps } from "../deps.ts"
import { keepPasskey } from "../people/passkeys.ts"
import { makeAccountKey } from "./account-keys.ts"

/** Makes an account with a key of its own; `typedBy` is the officer who does it for somebody without a phone. */
export async function addAccount(
  tx: Kysely<HealthTables>,
  { clock, keys }: HealthDeps,
  typedBy: string | null,
): Promise<string> {
  const id = randomUUID()
  const { wrapped } = makeAccountKey(keys, id)
  const now = clock.now()
  await tx
    .insertInto("accounts")
    .values({ id, created_at: now, state: "started", wrapped, typed_by: typedBy })
    .execute()
  return id
}

/** Opens an account for whoever has just made this passkey. */
export function openAccount(deps: HealthDeps, passkey: NewPasskey): Promise<string> {
  return deps.db.transaction().execute(async (tx) => {
    const id = await addAccount(tx, deps, null)
    await keepPasskey(tx, "resident", id, passkey)
    return id
  })
}
