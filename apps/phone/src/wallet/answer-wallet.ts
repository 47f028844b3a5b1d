import { readBesideOf } from "../keeper/beside.ts"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { readKept } from "../keeper/open-database.ts"
import { dropRecord, keepRecord, type WalletProblem, type WalletRecord } from "./wallet.ts"

/** Health documents. What they say is worked out by the page that shows them. */
export interface WalletCommands {
  readonly wallet: { input: NoInput; output: { records: readonly WalletRecord[] } }
  readonly keepRecord: {
    input: { texts: readonly string[] }
    output: { id: string } | { problem: WalletProblem }
  }
  readonly dropRecord: { input: { id: string }; output: null }
  /** The list of issuers that the newest list named, and that list's time; null before the first one. */
  readonly issuers: { input: NoInput; output: { file: Uint8Array | null; t: number | null } }
}

export const answersOfWallet: AnswersOf<WalletCommands> = {
  async wallet(_, keeper) {
    return { records: readBesideOf(keeper).wallet }
  },

  async keepRecord({ texts }, keeper, now) {
    const kept = keepRecord(keeper, texts, now)
    if ("id" in kept) keeper.changed()
    return kept
  },

  async dropRecord({ id }, keeper) {
    dropRecord(keeper, id)
    keeper.changed()
    return null
  },

  async issuers(_, { db, feed }) {
    return { file: (await readKept(db, "issuers")) ?? null, t: feed?.t ?? null }
  },
}
