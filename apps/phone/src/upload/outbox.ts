import { submitUpload } from "@homesafe/api"
import { base64urlOf, bytesOfBase64url, type Hex, type Random, textOfUtf8, utf8Of } from "@homesafe/protocol"
import { makeDecoyUpload, openDiaryEntry, readUploadReply, sealDiaryEntry } from "@homesafe/protocol/visitor"
import { keepBeside, readBesideOf } from "../keeper/beside.ts"
import { type Keeper, makeQueue, randomBytes } from "../keeper/keeper.ts"
import type { ReceiptView } from "../keeper/views.ts"
import { sendRequest } from "../network/send-request.ts"
import type { UploadOutcome } from "./answer-upload.ts"
import { asksAfter, type KeptReceipt, strangeCredential } from "./ask-kept.ts"
import { hasGivenUp, nextTryAt } from "./retry-times.ts"

// What waits to be sent. The same sealed bytes go each time: the mailbox knows them again, so a lost answer costs nothing (Spec §6). The
// bytes lie in the database under a key that lies in the beside-file: with that key gone, they are noise. Decoys go the same way, so that
// a real upload is not the one that is tried again.

/** An upload or a decoy that has not been answered yet. */
export interface WaitingUpload {
  readonly id: string
  readonly isDecoy: boolean
  /** The key of its bytes, base64url. */
  readonly key: string
  readonly visits: number
  readonly since: number
  readonly tries: number
  readonly nextTry: number
}

/** The bytes to be sent, and what the answer is read with. */
export interface UploadParts {
  readonly body: Uint8Array<ArrayBuffer>
  readonly box: Uint8Array
  readonly replyKey: Uint8Array
  readonly purgeId: Hex
  readonly textHash: Hex
  /** What asks for the kept-statement later, and what opens it. */
  readonly credential: Uint8Array
  readonly keptKey: Uint8Array
}

const LOOKUP_AND_AUTH_BYTES = 48
// The log forgets them after 31 days; no case shares this often.
const MOST_OWN_UPLOADS = 50

/** Puts an upload into the outbox before anything is sent; false when there is no room. */
export async function putIntoOutbox(
  keeper: Keeper,
  parts: UploadParts,
  facts: { readonly isDecoy: boolean; readonly visits: number; readonly now: number },
): Promise<WaitingUpload | undefined> {
  const { isDecoy, visits, now } = facts
  const key = randomBytes(32)
  const id = crypto.randomUUID()
  const { body, replyKey, keptKey, purgeId, textHash } = parts
  const text = utf8Of(
    JSON.stringify({
      body: base64urlOf(body),
      replyKey: base64urlOf(replyKey),
      keptKey: base64urlOf(keptKey),
      purgeId,
      textHash,
    }),
  )
  await keeper.db.put("outbox", sealDiaryEntry(key, text, randomBytes(12)), id)
  const waiting = { id, isDecoy, key: base64urlOf(key), visits, since: now, tries: 0, nextTry: now }
  const isKept = keepBeside(keeper, (before) => ({
    ...before,
    outbox: [...before.outbox, waiting],
    ownUploads: isDecoy ? before.ownUploads : [...before.ownUploads, id].slice(-MOST_OWN_UPLOADS),
  }))
  if (isKept) return waiting
  await keeper.db.delete("outbox", id)
  return undefined
}

/** The case's own upload that waits, if there is one. */
export function waitingUpload(keeper: Keeper): WaitingUpload | undefined {
  return readBesideOf(keeper).outbox.find(({ isDecoy }) => !isDecoy)
}

const OFFLINE: UploadOutcome = { ok: false, problem: "offline" }

// One at a time: the same upload is never under way twice.
const sending = makeQueue()

/** Sends one upload that waits and reads the answer; without an answer it goes on waiting. */
export function sendWaiting(keeper: Keeper, waiting: WaitingUpload, now: number): Promise<UploadOutcome> {
  return sending(() => {
    const beside = readBesideOf(keeper)
    // Answered meanwhile, by an attempt that was under way: what came of it stands in the news.
    const current = beside.outbox.find(({ id }) => id === waiting.id)
    return current ? send(keeper, current, now) : Promise.resolve(beside.uploadNews ?? OFFLINE)
  })
}

async function send(keeper: Keeper, waiting: WaitingUpload, now: number): Promise<UploadOutcome> {
  const parts = await openParts(keeper, waiting)
  if (!parts) {
    await dropFromOutbox(keeper, waiting.id)
    return OFFLINE
  }
  const reply = await sendRequest(keeper.db, {
    what: "sealed",
    mark: waiting.id,
    path: submitUpload.path,
    body: parts.body,
    limit: submitUpload.replyBytes,
    now,
  })
  if (reply?.status !== 200 || !reply.isWhole) {
    if (hasGivenUp(waiting, now)) return endWaiting(keeper, waiting, { ok: false, problem: "no-answer-for-this-code" })
    const tries = waiting.tries + 1
    const chance = randomBytes(1)[0] ?? 0
    const later = { ...waiting, tries, nextTry: nextTryAt(tries, now, chance / 256) }
    keepBeside(keeper, (before) => ({
      ...before,
      outbox: before.outbox.map((each) => (each.id === waiting.id ? later : each)),
    }))
    return OFFLINE
  }
  if (waiting.isDecoy) {
    keepAsks(keeper, strangeCredential(), now)
    return endWaiting(keeper, waiting, { ok: false, problem: "no-answer-for-this-code" })
  }
  const { replyKey, box, purgeId, textHash } = parts
  const credential = base64urlOf(parts.credential)
  keepAsks(keeper, credential, now)
  const answer = readUploadReply(reply.bytes, { replyKey, box, trust: keeper.trust })
  if (!answer.ok) return endWaiting(keeper, waiting, answer)
  const { status, t, receiptKeyId, signature } = answer.value
  const receipt: KeptReceipt = {
    t,
    status,
    visits: waiting.visits,
    textHash,
    purgeId,
    receiptKeyId,
    signature: base64urlOf(signature),
    kept: null,
    // Visits that were not taken are not kept by anybody.
    ask: status === "used-otherwise" ? null : { credential, keptKey: base64urlOf(parts.keptKey) },
  }
  return endWaiting(keeper, waiting, receipt)
}

function keepAsks(keeper: Keeper, credential: string, now: number): void {
  keepBeside(keeper, (before) => ({ ...before, asks: [...before.asks, ...asksAfter(credential, now)] }))
}

/** Sends everything whose time has come. True when a case's own upload was answered. */
export async function sendDue(keeper: Keeper, now: number): Promise<boolean> {
  let isNews = false
  for (const waiting of readBesideOf(keeper).outbox) {
    if (waiting.nextTry > now) continue
    const outcome = await sendWaiting(keeper, waiting, now)
    if (!waiting.isDecoy && (outcome.ok || outcome.problem !== "offline")) isNews = true
  }
  return isNews
}

/** Takes an upload out of the outbox; of its bytes nothing can be opened afterwards. */
export async function dropFromOutbox(keeper: Keeper, id: string): Promise<void> {
  keepBeside(keeper, (before) => ({ ...before, outbox: before.outbox.filter((each) => each.id !== id) }))
  await keeper.db.delete("outbox", id)
}

async function endWaiting(
  keeper: Keeper,
  waiting: WaitingUpload,
  end: KeptReceipt | Extract<UploadOutcome, { ok: false }>,
): Promise<UploadOutcome> {
  const isReceipt = "signature" in end
  const outcome = isReceipt ? { ok: true as const, receipt: viewOfReceipt(end) } : end
  keepBeside(keeper, (before) => ({
    ...before,
    outbox: before.outbox.filter(({ id }) => id !== waiting.id),
    receipts: isReceipt ? [...before.receipts, end] : before.receipts,
    uploadNews: waiting.isDecoy ? before.uploadNews : outcome,
  }))
  await keeper.db.delete("outbox", waiting.id)
  return outcome
}

async function openParts(keeper: Keeper, { id, key }: WaitingUpload): Promise<UploadParts | undefined> {
  const sealed = await keeper.db.get("outbox", id)
  const secret = bytesOfBase64url(key)
  const text = sealed && secret && openDiaryEntry(secret, sealed)
  const json = text && textOfUtf8(text)
  if (json === undefined) return undefined
  const read = JSON.parse(json) as Readonly<Record<"body" | "replyKey" | "keptKey" | "purgeId" | "textHash", string>> // as: putIntoOutbox wrote it
  const [body, replyKey, keptKey] = [read.body, read.replyKey, read.keptKey].map((text) => bytesOfBase64url(text))
  if (!body || !replyKey || !keptKey) return undefined
  return { ...read, replyKey, keptKey, ...splitBody(body) }
}

function splitBody(body: Uint8Array<ArrayBuffer>) {
  return { body, credential: body.subarray(0, LOOKUP_AND_AUTH_BYTES), box: body.subarray(LOOKUP_AND_AUTH_BYTES) }
}

/** What pages see of a receipt: nothing that asks or opens. */
export function viewOfReceipt({ ask: _, ...view }: KeptReceipt): ReceiptView {
  return view
}

/** Makes a decoy: a request like an upload's with nothing in it, so that a real one does not stand out. */
export async function putDecoy(keeper: Keeper, random: Random, now: number): Promise<void> {
  const { body } = await makeDecoyUpload(keeper.trust.dep, random)
  const parts = { replyKey: random(16), keptKey: random(16), purgeId: "", textHash: "" }
  await putIntoOutbox(keeper, { ...parts, ...splitBody(body) }, { isDecoy: true, visits: 0, now })
}
