import type { UnixSeconds } from "@homesafe/protocol"
import type { Desk } from "./desk.ts"
import type { Keeper } from "./keeper.ts"

/** A command that takes nothing. */
export type NoInput = Record<never, never>

interface Command {
  readonly input: unknown
  readonly output: unknown
}
type Table<C> = { readonly [N in keyof C]: Command }

/** Answers to commands that need the open store. A feature declares its commands and answers them in one file. */
export type AnswersOf<C extends Table<C>> = {
  readonly [N in keyof C]: (
    input: C[N]["input"],
    keeper: Keeper,
    now: UnixSeconds,
    desk: Desk,
  ) => Promise<C[N]["output"]>
}
/** Answers to commands that work while the store is closed. */
export type ClosedAnswersOf<C extends Table<C>> = {
  readonly [N in keyof C]: (input: C[N]["input"], now: UnixSeconds, desk: Desk) => Promise<C[N]["output"]>
}
