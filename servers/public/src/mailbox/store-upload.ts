import { createHash, randomBytes } from "node:crypto"
import {
  authHashOf,
  equalBytes,
  makeUploadReply,
  type ReceiptStatus,
  readUploadBody,
  UPLOAD_REPLY_BYTES,
} from "@homesafe/protocol"
import type { PublicDeps } from "../deps.ts"

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest())

/**
 * Stores a sealed upload and spends its code in one transaction, then answers 256 bytes that only the code's owner can read.
 * Unknown, wrong, expired and decoy requests get 256 random bytes after the same work (Spec §6).
 */
export async function storeUpload(deps: PublicDeps, body: Uint8Array): Promise<Uint8Array | "malformed"> {
  const read = readUploadBody(body)
  if (!read.ok) return "malformed"
  const { lookup, auth, box } = read.value
  const boxHash = sha256(box)
  const authHash = authHashOf(auth)
  const outcome = await deps.db
    .transaction()
    .execute(async (tx): Promise<{ status: ReceiptStatus; reply: Uint8Array } | null> => {
      const code = await tx
        .selectFrom("upload_codes")
        .selectAll()
        .where("lookup", "=", Buffer.from(lookup))
        .forUpdate()
        .executeTakeFirst()
      if (!code || !equalBytes(code.auth_hash, authHash) || code.expires < deps.clock.now()) return null
      if (code.spent_by)
        return { status: equalBytes(code.spent_by, boxHash) ? "same-again" : "used-otherwise", reply: code.reply }
      await tx.updateTable("upload_codes").set({ spent_by: boxHash }).where("lookup", "=", code.lookup).execute()
      await tx.insertInto("sealed_uploads").values({ lookup: code.lookup, box }).execute()
      return { status: "received", reply: code.reply }
    })
  const sealed = makeUploadReply({
    status: outcome?.status ?? "received",
    t: deps.clock.now(),
    box,
    replyKey: outcome?.reply ?? randomBytes(16),
    receiptSecret: deps.receiptSecret,
    dep: deps.dep,
    nonce: randomBytes(12),
  })
  // A reply under a key that was thrown away is random to everyone.
  return outcome ? sealed : randomBytes(UPLOAD_REPLY_BYTES)
}
