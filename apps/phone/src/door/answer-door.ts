import { DOOR_PROOF_SECONDS, type DoorAnswer, doorMinuteOf, NO_CHALLENGE, phoneAnswer } from "@homesafe/protocol"
import type { AnswersOf } from "../keeper/command-shape.ts"
import { proofOf } from "./kept-proofs.ts"

/** What the staff of a door compare: "none" where there is nothing to show. Times in seconds. */
export type DoorView =
  | { readonly state: "none" }
  | { readonly state: "scan-again" }
  | {
      readonly state: "shown"
      /** The minute that is answered for, and the moment at which another answer is due. */
      readonly minute: number
      readonly until: number
      readonly unasked: DoorAnswer
      /** The answers to the digits 0..9. */
      readonly digits: readonly DoorAnswer[]
    }

/** The door proof. */
export interface DoorCommands {
  readonly doorProof: { input: { id: string }; output: DoorView }
}

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

export const answersOfDoor: AnswersOf<DoorCommands> = {
  async doorProof({ id }, _, now) {
    const proof = proofOf(id, now)
    if (!proof) return { state: "none" }
    const unasked = phoneAnswer(proof, now, NO_CHALLENGE)
    if (!unasked) return { state: "scan-again" }
    const minute = doorMinuteOf(proof.kind === "static" ? now : proof.t)
    const until = proof.kind === "static" ? minute + 60 : proof.t + DOOR_PROOF_SECONDS + 1
    return {
      state: "shown",
      minute,
      until,
      unasked,
      digits: DIGITS.flatMap((digit) => phoneAnswer(proof, now, digit) ?? []),
    }
  },
}
