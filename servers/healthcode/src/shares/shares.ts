import type { ReplyOf, readSharedVisits } from "@homesafe/api"
import { bytesOfHex, hexOf } from "@homesafe/protocol"
import { deriveBoxKeyPair, openShare } from "@homesafe/protocol/health"
import { done, type Outcome, refuse } from "@homesafe/service"
import { type HeldAccount, type Tx, withAccount } from "../accounts/account-keys.ts"
import { type EnvelopeJson, signStatement } from "../accounts/sign-statement.ts"
import type { HealthDeps } from "../deps.ts"

/** Acts of sharing that one account may hold at the same time. */
const MOST = 50
/** A box is never shorter than what HPKE adds. */
const LEAST_BOX_BYTES = 82

type Opened = ReplyOf<typeof readSharedVisits>["shares"]

/** Keeps a box as it came, sealed once more with the account's key. It is not opened here; the same id again changes nothing. */
export async function keepShare(
  deps: HealthDeps,
  account: string,
  shareId: string,
  box: Uint8Array,
): Promise<Outcome<Record<string, never>>> {
  if (box.length < LEAST_BOX_BYTES) return refuse("malformed", "box")
  const id = bytesOfHex(shareId)
  const outcome = await withAccount(deps, account, async (tx, held) => {
    if (held.row.state !== "accepted") return refuse("not-in-this-state")
    const kept = await tx.selectFrom("shares").select("id").where("account_id", "=", account).execute()
    if (kept.some((row) => hexOf(row.id) === shareId)) return done({})
    if (kept.length >= MOST) return refuse("too-many-waiting")
    const sealed = held.seal(`share ${shareId}`, box)
    await tx.insertInto("shares").values({ id, account_id: account, shared_at: deps.clock.now(), sealed }).execute()
    return done({})
  })
  return outcome ?? refuse("not-signed-in")
}

/** What an account has shared, without opening any of it. */
export async function listShares({ db }: Pick<HealthDeps, "db">, account: string) {
  const rows = await db
    .selectFrom("shares")
    .select(["id", "shared_at"])
    .where("account_id", "=", account)
    .orderBy("shared_at", "desc")
    .execute()
  return rows.map(({ id, shared_at }) => ({ id: hexOf(id), sharedAt: shared_at }))
}

/** Deletes a share and states that it is not held; asked again, it states it again. */
export async function revokeShare(deps: HealthDeps, account: string, shareId: string): Promise<EnvelopeJson> {
  await deps.db
    .deleteFrom("shares")
    .where("account_id", "=", account)
    .where("id", "=", Buffer.from(shareId, "hex"))
    .execute()
  return signStatement(deps, { said: "share-not-held", subject: shareId })
}

/** Opens what an account has shared. Nothing is written to the log here: callers do, first. A box that is no share is left out. */
export async function openShares(deps: HealthDeps, tx: Tx, { row, open }: HeldAccount): Promise<Opened> {
  const { secret } = await deriveBoxKeyPair(deps.keys.shareIkm)
  const rows = await tx.selectFrom("shares").selectAll().where("account_id", "=", row.id).orderBy("shared_at").execute()
  const opened: Opened = []
  for (const { id, shared_at, sealed } of rows) {
    const shareId = hexOf(id)
    const share = await openShare(secret, deps.dep, open(`share ${shareId}`, sealed))
    if (share?.shareId !== shareId) continue
    opened.push({ id: shareId, sharedAt: shared_at, visits: share.visits.map((visit) => ({ ...visit })) })
  }
  return opened
}
