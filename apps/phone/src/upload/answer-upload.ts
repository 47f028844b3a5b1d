import { readUploadCode, splitScannedText } from "@homesafe/protocol"
import { keepBeside, readBesideOf } from "../keeper/beside.ts"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import type { ReceiptView } from "../keeper/views.ts"
import { sealLeftVisits } from "../visit/end-visits.ts"
import { dropFromOutbox, sendWaiting, viewOfReceipt, waitingUpload } from "./outbox.ts"
import { sendUpload } from "./send-upload.ts"

/** What an upload came to. */
export type UploadOutcome =
  | { readonly ok: true; readonly receipt: ReceiptView }
  | {
      readonly ok: false
      readonly problem:
        | "not-20-digits"
        | "wrong-check-digit"
        | "offline"
        | "no-answer-for-this-code"
        | "bad-receipt"
        | "nothing-chosen"
        | "no-room"
    }

/** An upload that waits for the network. Seconds. */
export interface WaitingView {
  readonly visits: number
  readonly since: number
  readonly nextTry: number
}

/** Sharing visits as a confirmed case. */
export interface UploadCommands {
  readonly readCode: {
    input: { typed: string }
    output: { ok: true } | { ok: false; problem: "not-20-digits" | "wrong-check-digit" }
  }
  /** The digits of an upload code that the scanner read, if it is one of this deployment. */
  readonly scannedCode: { input: { text: string }; output: { digits: string | null } }
  readonly upload: { input: { typed: string; ids: readonly string[] }; output: UploadOutcome }
  /** What waits, and what came of the last one while nobody looked. */
  readonly uploadState: { input: NoInput; output: { waiting: WaitingView | null; news: UploadOutcome | null } }
  readonly retryUpload: { input: NoInput; output: UploadOutcome | null }
  readonly cancelUpload: { input: NoInput; output: null }
  readonly seeUploadNews: { input: NoInput; output: null }
  readonly receipts: { input: NoInput; output: { receipts: readonly ReceiptView[] } }
  readonly deleteReceipt: { input: { signature: string }; output: null }
}

export const answersOfUpload: AnswersOf<UploadCommands> = {
  async readCode({ typed }, keeper) {
    const code = readUploadCode(typed)
    if (!code.ok) return code
    // What was left a moment ago is sealed now, so that it can be chosen too.
    if ((await keeper.exclusive(() => sealLeftVisits(keeper, "all"))) > 0) keeper.changed()
    return { ok: true }
  },

  async scannedCode({ text }, { trust }) {
    const scanned = splitScannedText(text, trust.hosts)
    return { digits: scanned.ok && scanned.value.path === "u" ? scanned.value.digits : null }
  },

  async upload({ typed, ids }, keeper, now) {
    const outcome = await sendUpload(keeper, { now, typed, ids })
    keeper.changed()
    return outcome
  },

  async uploadState(_, keeper) {
    const waiting = waitingUpload(keeper)
    const view = waiting && { visits: waiting.visits, since: waiting.since, nextTry: waiting.nextTry }
    return { waiting: view ?? null, news: readBesideOf(keeper).uploadNews }
  },

  async retryUpload(_, keeper, now) {
    const waiting = waitingUpload(keeper)
    const outcome = waiting ? await sendWaiting(keeper, waiting, now) : null
    keeper.changed()
    return outcome
  },

  async cancelUpload(_, keeper) {
    const waiting = waitingUpload(keeper)
    if (waiting) await dropFromOutbox(keeper, waiting.id)
    keeper.changed()
    return null
  },

  async seeUploadNews(_, keeper) {
    keepBeside(keeper, (before) => ({ ...before, uploadNews: null }))
    keeper.changed()
    return null
  },

  async receipts(_, keeper) {
    return { receipts: readBesideOf(keeper).receipts.map(viewOfReceipt).reverse() }
  },

  async deleteReceipt({ signature }, keeper) {
    keepBeside(keeper, (before) => ({
      ...before,
      receipts: before.receipts.filter((each) => each.signature !== signature),
    }))
    keeper.changed()
    return null
  },
}
