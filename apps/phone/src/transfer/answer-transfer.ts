import { answersOfStart } from "../keeper/answer-start.ts"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { randomBytes } from "../keeper/keeper.ts"
import {
  endOffer,
  type OfferView,
  offerTransfer,
  type ReceiveNews,
  receiveByRelay,
  receiveFile,
} from "./receive-diary.ts"
import type { RelayProblem } from "./relay.ts"
import {
  type AckState,
  checkAck,
  endSending,
  hasChangedSince,
  isAnswered,
  readCode,
  type SendView,
  sendDiary,
  type TransferCodeProblem,
} from "./send-diary.ts"

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
  offerTransfer: (how, keeper, now) => offerTransfer(keeper, { ...how, random: randomBytes }, now),

  receiveTransfer: ({ file }, keeper, now) =>
    file === null ? receiveByRelay(keeper, now) : receiveFile(keeper, file, now),

  async endOffer() {
    endOffer()
    return null
  },

  async readTransferCode({ text }, keeper) {
    return readCode(keeper, text)
  },

  sendTransfer: ({ how }, keeper, now) => sendDiary(keeper, how, now),

  async checkTransferAck({ typed }, keeper, now) {
    return { state: await checkAck(keeper, typed, now) }
  },

  async endTransfer({ keepsCopy }, keeper, now, desk) {
    if (!isAnswered()) return { outcome: "not-answered" }
    const isChanged = hasChangedSince(keeper)
    endSending()
    if (keepsCopy) return { outcome: "copy-kept" }
    if (isChanged) return { outcome: "changed" }
    await answersOfStart.eraseEverything({}, now, desk)
    return { outcome: "erased" }
  },

  async stopTransfer() {
    endSending()
    return null
  },
}
