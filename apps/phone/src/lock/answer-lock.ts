import { changeLock, type Lock, type LockState, lockOf, type Unlock, unlockKey } from "@homesafe/protocol/visitor"
import { openKeeper } from "../keeper/answer-start.ts"
import { keepBeside, readBesideOf } from "../keeper/beside.ts"
import type { AnswersOf, ClosedAnswersOf, NoInput } from "../keeper/command-shape.ts"
import type { Desk } from "../keeper/desk.ts"
import { heldFiles } from "../keeper/start-keeper.ts"
import { closeStore, isLockDue, waitAfter } from "./lock-watch.ts"

/** What the lock page must know before anything is opened. */
export type LockView = LockState & { readonly waitUntil: number }
/** How an attempt ended. Seconds. */
export type UnlockOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: "wrong-key" | "wait"; readonly waitUntil: number }

/** What works while the store is locked. */
export interface ClosedLockCommands {
  readonly lockState: { input: NoInput; output: LockView }
  readonly unlock: { input: { unlock: Unlock }; output: UnlockOutcome }
  readonly lockNow: { input: NoInput; output: null }
  /** A page says that it is seen, or that it is not any more. */
  readonly seen: { input: { isVisible: boolean }; output: { isLocked: boolean } }
}
/** What needs the open store; changing the lock needs the lock that is there, too. */
export interface LockCommands {
  /** Says whether this is the lock that is there. */
  readonly checkLock: { input: { current: Unlock }; output: UnlockOutcome }
  readonly changeLock: { input: { current: Unlock; next: Lock }; output: UnlockOutcome }
  readonly setLockMinutes: { input: { minutes: number }; output: null }
}

async function lockState(): Promise<LockState> {
  const held = await heldFiles()
  const state = held.ok ? lockOf(held.files.store) : held
  return state.ok ? state.value : { kind: "none" }
}

/** Counts wrong attempts, in memory: the key's own slowness is what holds against copies of the file. */
async function attempt(desk: Desk, now: number, open: () => Promise<boolean>): Promise<UnlockOutcome> {
  const { attempts } = desk
  if (now < attempts.waitUntil) return { ok: false, problem: "wait", waitUntil: attempts.waitUntil }
  if (await open()) {
    desk.attempts = { wrong: 0, waitUntil: 0 }
    return { ok: true }
  }
  const wrong = attempts.wrong + 1
  desk.attempts = { wrong, waitUntil: now + waitAfter(wrong) }
  return { ok: false, problem: "wrong-key", waitUntil: desk.attempts.waitUntil }
}

export const closedAnswersOfLock: ClosedAnswersOf<ClosedLockCommands> = {
  async lockState(_, _now, desk) {
    return { ...(await lockState()), waitUntil: desk.attempts.waitUntil }
  },

  async unlock({ unlock }, now, desk) {
    const outcome = await attempt(desk, now, async () => (await openKeeper(desk, now, { mayCreate: false, unlock })).ok)
    if (outcome.ok) desk.changed()
    return outcome
  },

  async lockNow(_, _now, desk) {
    if ((await lockState()).kind !== "none") await closeStore(desk)
    return null
  },

  async seen({ isVisible }, now, desk) {
    const { keeper, lastSeen } = desk
    desk.lastSeen = now
    clearTimeout(desk.lockTimer)
    if (!keeper || (await lockState()).kind === "none") return { isLocked: false }
    const { lockMinutes } = readBesideOf(keeper)
    if (isVisible ? isLockDue(lastSeen, now, lockMinutes) && lastSeen > 0 : lockMinutes === 0) {
      await closeStore(desk)
      return { isLocked: true }
    }
    // Where the browser lets a hidden page's thread run, the key does not wait for the next look.
    if (!isVisible) desk.lockTimer = setTimeout(() => void closeStore(desk), lockMinutes * 60_000)
    return { isLocked: false }
  },
}

export const answersOfLock: AnswersOf<LockCommands> = {
  checkLock({ current }, keeper, now, desk) {
    return attempt(desk, now, async () => unlockKey(keeper.store.file, current).ok)
  },

  async changeLock({ current, next }, keeper, now, desk) {
    const outcome = await attempt(desk, now, () =>
      keeper.exclusive(async () => {
        if (!unlockKey(keeper.store.file, current).ok) return false
        keeper.store = changeLock(keeper.store, next, keeper.besideFile)
        return true
      }),
    )
    keeper.changed()
    return outcome
  },

  async setLockMinutes({ minutes }, keeper) {
    keepBeside(keeper, (before) => ({ ...before, lockMinutes: minutes }))
    keeper.changed()
    return null
  },
}
