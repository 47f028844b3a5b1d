import { answersOfStart } from "../keeper/answer-start.ts"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { randomBytes } from "../keeper/keeper.ts"
import type { OfferView, ReceiveNews } from "./receive-diary.ts"
import type { RelayProblem } from "./relay.ts"
import type { AckState, SendView, TransferCodeProblem } from "./send-diary.ts"

// Few phones move, and once: this part of the thread comes when it is asked for, out of what the first visit kept.
const receiving = () => import("./receive-diary.ts")
const sending = () => import("./send-diary.ts")

/** Moving to a new phone (Spec §16). */
export interface TransferCommands {
  /** The new phone: a fresh code, the box by relay or file, and an end. */
  readonly offerTransfer: { input: { host: string; isFresh: boolean }; output: OfferView }
  readonly receiveTransfer: { input: { file: Uint8Array | null }; output: ReceiveNews }
  readonly endOffer: { input: NoInput; output: null }
  /** The old phone: the scanned code, the sealed diary, the answer, and the end. */
  readonly readTransferCode: {
    input: { text: string }
    output: { ok: true; view: SendView } | { ok: false; problem: TransferCodeProblem }
  }
  readonly sendTransfer: {
    input: { how: "relay" | "file" }
    output: { ok: true; box: Uint8Array<ArrayBuffer> | null } | { ok: false; problem: RelayProblem | "nothing-scanned" }
  }
  readonly checkTransferAck: { input: { typed: string | null }; output: { state: AckState } }
  /** Erases everything here, if the new phone has answered, no copy is wanted and nothing was noted since. */
  readonly endTransfer: {
    input: { keepsCopy: boolean }
    output: { outcome: "erased" | "copy-kept" | "changed" | "not-answered" }
  }
  readonly stopTransfer: { input: NoInput; output: null }
}

export const answersOfTransfer: AnswersOf<TransferCommands> = {
  offerTransfer: async (how, keeper, now) =>
    (await receiving()).offerTransfer(keeper, { ...how, random: randomBytes }, now),

  async receiveTransfer({ file }, keeper, now) {
    const { receiveByRelay, receiveFile } = await receiving()
    return file === null ? receiveByRelay(keeper, now) : receiveFile(keeper, file, now)
  },

  async endOffer() {
    ;(await receiving()).endOffer()
    return null
  },

  readTransferCode: async ({ text }, keeper) => (await sending()).readCode(keeper, text),

  sendTransfer: async ({ how }, keeper, now) => (await sending()).sendDiary(keeper, how, now),

  async checkTransferAck({ typed }, keeper, now) {
    return { state: await (await sending()).checkAck(keeper, typed, now) }
  },

  async endTransfer({ keepsCopy }, keeper, now, desk) {
    const { endSending, hasChangedSince, isAnswered } = await sending()
    if (!isAnswered()) return { outcome: "not-answered" }
    const isChanged = hasChangedSince(keeper)
    endSending()
    if (keepsCopy) return { outcome: "copy-kept" }
    if (isChanged) return { outcome: "changed" }
    await answersOfStart.eraseEverything({}, now, desk)
    return { outcome: "erased" }
  },

  async stopTransfer() {
    ;(await sending()).endSending()
    return null
  },
}
