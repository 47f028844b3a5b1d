import { createHash, randomBytes, randomInt } from "node:crypto"
import type { PublicTables } from "@homesafe/db/public"
import {
  authHashOf,
  CREDENTIAL_BYTES,
  equalBytes,
  makeUploadReply,
  type ReceiptStatus,
  readUploadBody,
  UPLOAD_BODY_BYTES,
  UPLOAD_REPLY_BYTES,
  type UploadBody,
} from "@homesafe/protocol"
import type { Transaction } from "kysely"
import type { PublicDeps } from "../deps.ts"

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest())

type Tx = Transaction<PublicTables>
/** What was decided of a request: what its owner is told, under which key. */
type Outcome = { readonly status: ReceiptStatus; readonly replyKey: Uint8Array } | null

/**
 * Stores a sealed upload and spends its code in one transaction, then answers 256 bytes that only the code's owner can read.
 * Unknown, wrong, expired and decoy requests get 256 random bytes after the same work (Spec §6): where nothing is to be stored, as much
 * is written beside, and an answer is made and thrown away.
 */
export async function storeUpload(deps: PublicDeps, body: Uint8Array): Promise<Uint8Array | "malformed"> {
  const read = readUploadBody(body)
  if (!read.ok) return "malformed"
  const { box } = read.value
  const random = new Uint8Array(randomBytes(UPLOAD_REPLY_BYTES))
  const outcome = await deps.db.transaction().execute((tx) => settle(tx, deps.clock.now(), read.value))
  const sealed = makeUploadReply({
    status: outcome?.status ?? "received",
    t: deps.clock.now(),
    box,
    replyKey: outcome?.replyKey ?? random.subarray(0, 16),
    receiptSecret: deps.receiptSecret,
    dep: deps.dep,
    nonce: randomBytes(12),
  })
  return outcome ? sealed : random
}

// What the hash of an unknown code's secret is compared with: never equal to a hash of anything.
const NO_HASH = new Uint8Array(32)

async function settle(tx: Tx, now: number, { lookup, auth, box }: UploadBody): Promise<Outcome> {
  const boxHash = sha256(box)
  const code = await tx
    .selectFrom("upload_codes")
    .selectAll()
    .where("lookup", "=", Buffer.from(lookup))
    .forUpdate()
    .executeTakeFirst()
  const isOwner = equalBytes(code?.auth_hash ?? NO_HASH, authHashOf(auth))
  if (code && isOwner && code.expires >= now && !code.spent_by) {
    await tx.updateTable("upload_codes").set({ spent_by: boxHash }).where("lookup", "=", code.lookup).execute()
    await tx.insertInto("sealed_uploads").values({ lookup: code.lookup, box }).execute()
    return { status: "received", replyKey: code.reply }
  }
  await writeBeside(tx)
  if (!code?.spent_by || !isOwner || code.expires < now) return null
  return { status: equalBytes(code.spent_by, boxHash) ? "same-again" : "used-otherwise", replyKey: code.reply }
}

// Not the request's own box: nothing of what was not asked for is kept, not even for a minute.
const noBox = randomBytes(UPLOAD_BODY_BYTES - CREDENTIAL_BYTES)

/** As much as storing an upload writes, where nobody reads it. `purgeDecoys` empties it. */
async function writeBeside(tx: Tx): Promise<void> {
  const slot = Buffer.from([...Array(15).fill(0), randomInt(256)])
  await tx
    .updateTable("decoy_codes")
    .set({ spent_by: randomBytes(32) })
    .where("lookup", "=", slot)
    .execute()
  await tx
    .insertInto("decoy_uploads")
    .values({ lookup: randomBytes(16), slot, box: noBox })
    .execute()
}

/** Empties what was written for its time alone. */
export async function purgeDecoys({ db }: Pick<PublicDeps, "db">): Promise<number> {
  const gone = await db.deleteFrom("decoy_uploads").executeTakeFirst()
  return Number(gone.numDeletedRows)
}
