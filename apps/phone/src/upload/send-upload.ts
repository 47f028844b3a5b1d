import { submitUpload } from "@homesafe/api"
import type { ServiceDay } from "@homesafe/protocol"
import { base64urlOf, type Random, readUploadCode, type UnixSeconds } from "@homesafe/protocol"
import {
  type BuiltUpload,
  buildUpload,
  makeDecoyUpload,
  readUploadReply,
  uploadEntries,
} from "@homesafe/protocol/visitor"
import type { UploadOutcome } from "../keeper/commands.ts"
import type { Keeper } from "../keeper/keeper.ts"
import type { PhoneDatabase } from "../keeper/open-database.ts"
import type { ReceiptView } from "../keeper/views.ts"
import { sendRequest } from "../network/send-request.ts"
import { findVisit } from "../visit/keep-visits.ts"

// The same code and the same choice send the same box again: the server knows it, and a lost reply costs nothing (Spec §6).
let lastBuilt: { readonly key: string; readonly upload: BuiltUpload } | undefined

/** Seals the chosen visits with the code, sends them, and reads the sealed answer. */
export async function sendUpload(
  keeper: Keeper,
  wanted: { readonly typed: string; readonly ids: readonly string[]; readonly now: UnixSeconds },
): Promise<UploadOutcome> {
  const code = readUploadCode(wanted.typed)
  if (!code.ok) return code
  const { trust, db } = keeper
  const chosen = capsulesOf(keeper, wanted.ids)
  if (chosen.size === 0) return { ok: false, problem: "nothing-chosen" }
  const key = `${code.value} ${[...wanted.ids].sort().join()}`
  if (lastBuilt?.key !== key) {
    const entries = uploadEntries(keeper.store, keeper.today, chosen)
    const upload = await buildUpload({ code19: code.value, dep: trust.dep, entries, trust, today: keeper.today })
    lastBuilt = { key, upload }
  }
  const { upload } = lastBuilt
  const reply = await sendRequest(db, { what: "upload", path: submitUpload.path, body: upload.body, now: wanted.now })
  if (reply?.status !== 200) return { ok: false, problem: "offline" }
  const answer = readUploadReply(reply.bytes, { replyKey: upload.replyKey, box: upload.box, trust })
  if (!answer.ok) return answer
  const { status, t, receiptKeyId, signature } = answer.value
  const receipt: ReceiptView = {
    t,
    status,
    visits: wanted.ids.length,
    textHash: upload.textHash,
    purgeId: upload.purgeId,
    receiptKeyId,
    signature: base64urlOf(signature),
  }
  await db.add("receipts", receipt)
  return { ok: true, receipt }
}

function capsulesOf(keeper: Keeper, ids: readonly string[]): ReadonlyMap<ServiceDay, readonly number[]> {
  const chosen = new Map<ServiceDay, number[]>()
  for (const id of ids) {
    const found = findVisit(keeper, id)
    const capsule = found?.visit.kept?.capsule
    if (!found || capsule === null || capsule === undefined) continue
    chosen.set(found.day, [...(chosen.get(found.day) ?? []), capsule])
  }
  return chosen
}

/** Decoys a day, on average (Spec §6). */
const DECOYS_A_DAY = 0.2

/** Says by chance whether a decoy is due after so many seconds of the app being open. `chance` is in 0..1. */
export function isDecoyDue(openSeconds: number, chance: number): boolean {
  return chance < 1 - Math.exp((-DECOYS_A_DAY * openSeconds) / 86_400)
}

/** Sends a request like an upload's with nothing in it, so that a real one does not stand out. The answer is not read. */
export async function sendDecoy(
  db: PhoneDatabase,
  place: { readonly dep: string; readonly random: Random; readonly now: number },
): Promise<void> {
  const { body } = await makeDecoyUpload(place.dep, place.random)
  await sendRequest(db, { what: "decoy", path: submitUpload.path, body, now: place.now })
}
