import type { Keeper } from "./keeper.ts"

/** What the keeper's thread remembers besides the keeper itself. */
export interface Desk {
  /** Nothing while the store is not opened, or locked again. */
  keeper: Keeper | undefined
  /** The start that is going on: a second page finds what the first has opened. */
  starting: Promise<unknown>
  /** Seconds: the last attempt to get the list, and the last look at the clock. */
  lastTry: number
  lastTick: number
  checking: Promise<void> | undefined
  /** Seconds: the last moment at which any page was seen. */
  lastSeen: number
  lockTimer: ReturnType<typeof setTimeout> | undefined
  /** Wrong attempts at the lock, and until when the next one waits. Seconds. */
  attempts: { readonly wrong: number; readonly waitUntil: number }
  /** Tells every open page that something changed. */
  changed: () => void
}

/** The one desk of this thread. */
export const desk: Desk = {
  keeper: undefined,
  starting: Promise.resolve(),
  lastTry: 0,
  lastTick: 0,
  checking: undefined,
  lastSeen: 0,
  lockTimer: undefined,
  attempts: { wrong: 0, waitUntil: 0 },
  changed: () => {},
}
