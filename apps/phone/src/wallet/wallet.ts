import { keepBeside, readBesideOf } from "../keeper/beside.ts"
import type { Keeper } from "../keeper/keeper.ts"

/** A health document as it was scanned or imported: its own text, which whoever checks it reads. */
export interface WalletRecord {
  readonly id: string
  /** One text, or the several codes of one SMART Health Card. */
  readonly texts: readonly string[]
  /** Unix seconds. */
  readonly addedAt: number
}

/** Why a document is not kept. */
export type WalletProblem = "kept-already" | "too-long" | "wallet-full"

/** How many documents there can be, and how long each and all may be: the file beside the diary has a constant size (ADR 0009). */
export const MOST_RECORDS = 24
export const LONGEST_RECORD = 12_000
const LONGEST_WALLET = 32_000

const lengthOf = ({ texts }: Pick<WalletRecord, "texts">): number => texts.join("").length

/** Keeps a document under the diary's lock. The same one twice is one. */
export function keepRecord(
  keeper: Keeper,
  texts: readonly string[],
  now: number,
): { readonly id: string } | { readonly problem: WalletProblem } {
  const { wallet } = readBesideOf(keeper)
  if (wallet.some((each) => each.texts.join("\n") === texts.join("\n"))) return { problem: "kept-already" }
  if (lengthOf({ texts }) > LONGEST_RECORD) return { problem: "too-long" }
  const all = wallet.reduce((sum, each) => sum + lengthOf(each), lengthOf({ texts }))
  if (wallet.length >= MOST_RECORDS || all > LONGEST_WALLET) return { problem: "wallet-full" }
  const record = { id: crypto.randomUUID(), texts, addedAt: now }
  const isKept = keepBeside(keeper, (before) => ({ ...before, wallet: [...before.wallet, record] }))
  return isKept ? { id: record.id } : { problem: "wallet-full" }
}

/** Erases a document: its bytes are overwritten on the disk. */
export function dropRecord(keeper: Keeper, id: string): void {
  keepBeside(keeper, (before) => ({ ...before, wallet: before.wallet.filter((each) => each.id !== id) }))
}
