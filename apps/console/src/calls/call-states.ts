import type { CallLine } from "@homesafe/api"

/** Where a call stands, in the order of the work. */
export const callStates = ["to-call", "reached", "try-again", "not-reached"] as const
/** See `callStates`. */
export type CallState = (typeof callStates)[number]

/** Where the call to this person stands. */
export function callStateOf({ outcome }: Pick<CallLine, "outcome">): CallState {
  return outcome?.is ?? "to-call"
}
