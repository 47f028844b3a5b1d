import type { Desk } from "../keeper/desk.ts"

// When a lock closes. The keeper's thread has no clock of its own: pages tell it the time whenever they are shown or hidden, and it counts
// from the last moment at which any of them was seen.

/** Choices of how long the app may be out of sight before it locks. Minutes; 0 at once. */
export const LOCK_MINUTES = [0, 1, 5, 15] as const
/** What holds until its owner chooses. */
export const USUAL_LOCK_MINUTES = 1

/** Says whether the time out of sight is over. */
export function isLockDue(lastSeen: number, now: number, minutes: number): boolean {
  return now < lastSeen || now - lastSeen >= Math.max(1, minutes * 60)
}

// After so many wrong attempts each further one waits, twice as long every time.
const FREE_ATTEMPTS = 3
const FIRST_WAIT = 5
const LONGEST_WAIT = 300

/** Seconds to wait after so many wrong attempts. */
export function waitAfter(wrong: number): number {
  return wrong < FREE_ATTEMPTS ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (wrong - FREE_ATTEMPTS))
}

/** Closes the store: the key and all that was opened with it are forgotten, and every page goes to the lock. */
export async function closeStore(desk: Desk): Promise<void> {
  const { keeper } = desk
  if (!keeper) return
  // A change that is under way ends first, so that nothing is half written.
  await keeper.exclusive(async () => {})
  desk.keeper = undefined
  desk.changed()
}
