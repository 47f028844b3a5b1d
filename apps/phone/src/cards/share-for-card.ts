import { submitUpload } from "@homesafe/api"
import { readUploadCode, type UnixSeconds } from "@homesafe/protocol"
import { buildUpload, readUploadReply, type UploadEntry } from "@homesafe/protocol/visitor"
import type { Keeper } from "../keeper/keeper.ts"
import { sendRequest } from "../network/send-request.ts"

/** A card's upload, sealed once: the same bytes go however often it is sent, and a lost answer costs nothing (Spec §6). */
export interface CardUpload {
  readonly body: Uint8Array<ArrayBuffer>
  readonly box: Uint8Array
  readonly replyKey: Uint8Array
  readonly textHash: string
  readonly visits: number
}
/** What the helper's page shows of the answer; this phone keeps nothing of it. Seconds. */
export interface CardReceipt {
  readonly t: number
  readonly textHash: string
  readonly visits: number
}
export type SealOutcome =
  | { readonly ok: true; readonly upload: CardUpload }
  | { readonly ok: false; readonly problem: "not-20-digits" | "wrong-check-digit" }
export type ShareOutcome =
  | { readonly ok: true; readonly receipt: CardReceipt }
  | { readonly ok: false; readonly problem: "offline" | "no-answer-for-this-code" | "bad-receipt" | "used-otherwise" }

/** Seals a holder's chosen visits with their upload code. Each capsule is an entry of its own: each has a secret of its own (Spec §11). */
export async function sealForCard(
  { trust, today }: Pick<Keeper, "trust" | "today">,
  wanted: { readonly typed: string; readonly entries: readonly UploadEntry[]; readonly visits: number },
): Promise<SealOutcome> {
  const code = readUploadCode(wanted.typed)
  if (!code.ok) return code
  const { entries, visits } = wanted
  const { body, box, replyKey, textHash } = await buildUpload({
    code19: code.value,
    dep: trust.dep,
    entries,
    trust,
    today,
  })
  return { ok: true, upload: { body, box, replyKey, textHash, visits } }
}

/** Sends it, and reads the answer. Neither goes into this phone's outbox or among its receipts: they are somebody else's. */
export async function shareForCard(
  { db, trust }: Pick<Keeper, "db" | "trust">,
  { body, box, replyKey, textHash, visits }: CardUpload,
  now: UnixSeconds,
): Promise<ShareOutcome> {
  const limit = submitUpload.replyBytes
  const reply = await sendRequest(db, { what: "sealed", path: submitUpload.path, body, limit, now })
  if (reply?.status !== 200 || !reply.isWhole) return { ok: false, problem: "offline" }
  const answer = readUploadReply(reply.bytes, { replyKey, box, trust })
  if (!answer.ok) return answer
  const { status, t } = answer.value
  return status === "used-otherwise"
    ? { ok: false, problem: "used-otherwise" }
    : { ok: true, receipt: { t, textHash, visits } }
}
