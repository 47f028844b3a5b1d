import { createHmac } from "node:crypto"
import type { HealthProfile } from "@homesafe/api"
import { done, type Outcome, refuse } from "@homesafe/service"
import { type HeldAccount, type Tx, withAccount } from "../accounts/account-keys.ts"
import type { HealthDeps } from "../deps.ts"
import { MOST_PICTURE_BYTES, sniffPicture } from "./sniff-picture.ts"

/** States in which a person may still change what is handed in. */
const isOpen = ({ row }: HeldAccount) => row.state === "started" || row.state === "asked-again"

/** Finds the same document again without keeping its number: the key lies outside the database. */
export function documentTag({ keys }: Pick<HealthDeps, "keys">, number: string): Buffer {
  return createHmac("sha256", keys.documents).update(`document ${number}`).digest()
}

/** Keeps a picture until the decision; a later one of the same kind replaces it. */
export async function keepPicture(
  deps: HealthDeps,
  id: string,
  kind: "document" | "address",
  picture: Buffer,
): Promise<Outcome<Record<string, never>>> {
  if (picture.length > MOST_PICTURE_BYTES) return refuse("too-large", "picture")
  if (!sniffPicture(picture)) return refuse("malformed", "picture")
  const kept = await withAccount(deps, id, async (tx, account) => {
    if (!isOpen(account)) return false
    const sealed = account.seal(`picture ${kind}`, picture)
    await tx
      .insertInto("pictures")
      .values({ account_id: id, kind, sealed })
      .onConflict((conflict) => conflict.columns(["account_id", "kind"]).doUpdateSet({ sealed }))
      .execute()
    return true
  })
  return kept ? done({}) : refuse("not-in-this-state")
}

/** Hands a registration in with both of its pictures; it waits for an officer from then on. Handed in again, nothing changes. */
export async function handIn(
  deps: HealthDeps,
  id: string,
  profile: HealthProfile,
): Promise<Outcome<Record<string, never>>> {
  const handed = await withAccount(deps, id, async (tx, account) => {
    const { row } = account
    if (row.state === "waiting" && row.claimed_by === null) return isSame(account, profile)
    if (!isOpen(account)) return false
    const pictures = await tx.selectFrom("pictures").select("kind").where("account_id", "=", id).execute()
    if (pictures.length < 2) return false
    await putInQueue(tx, deps, account, profile)
    return true
  })
  return handed ? done({}) : refuse("not-in-this-state")
}

function isSame({ row, openJson }: HeldAccount, profile: HealthProfile): boolean {
  return row.sealed !== null && JSON.stringify(openJson("profile", row.sealed)) === JSON.stringify(profile)
}

/** Seals a profile into its account and puts it at the queue's end. */
export async function putInQueue(
  tx: Tx,
  deps: HealthDeps,
  account: HeldAccount,
  profile: HealthProfile,
): Promise<void> {
  await tx
    .updateTable("accounts")
    .set({
      state: "waiting",
      sealed: account.sealJson("profile", profile),
      document_tag: documentTag(deps, profile.documentNumber),
      submitted_at: deps.clock.now(),
      claimed_by: null,
      claimed_at: null,
      reason: null,
    })
    .where("id", "=", account.row.id)
    .execute()
}
