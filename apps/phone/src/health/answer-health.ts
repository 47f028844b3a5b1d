import { type Hex, keysOf, serviceDayOf } from "@homesafe/protocol"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"

/** One call of the health-code service, as the log has it. */
export interface HealthCall {
  readonly path: string
  readonly up: number
  readonly down: number
  readonly isAnswered: boolean
}

/** What the pages of the health code ask: who may vouch for the service, and that each call is written down. They ask for no visit here. */
export interface HealthCommands {
  readonly healthWorld: {
    input: NoInput
    output: {
      readonly dep: Hex
      readonly roots: readonly { readonly id: Hex; readonly pub: Uint8Array }[]
      readonly threshold: number
    }
  }
  readonly noteHealthCall: { input: HealthCall; output: NoInput }
}

export const answersOfHealth: AnswersOf<HealthCommands> = {
  async healthWorld(_, { trust }, now) {
    const roots = keysOf(trust, "root", serviceDayOf(now, trust.offset)).map(({ id, pub }) => ({ id, pub }))
    return { dep: trust.dep, roots, threshold: trust.rootThreshold }
  },

  async noteHealthCall(call, { db }, now) {
    await db.add("requests", { at: now, what: "health", ...call })
    return {}
  },
}
