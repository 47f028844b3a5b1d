// A browser that needs room clears the store and the database of an address together, and often leaves this line: it only says that there
// was a diary, so that an empty one is not taken for the old. Where the browser clears everything (Safari, Firefox) nothing is left to tell.

const STORAGE_KEY = "homesafe.since"

/** Remembers that this phone has a diary. `since` in seconds; only the day is written. */
export function markDiary(since: number): void {
  try {
    localStorage.setItem(STORAGE_KEY, new Date(since * 1000).toISOString().slice(0, 10))
  } catch {
    // storage refused: nothing can be told later
  }
}

/** The diary is being erased, so nothing is missed later. */
export function forgetDiaryMark(): void {
  try {
    localStorage.removeItem(STORAGE_KEY)
  } catch {
    // storage refused: there is no mark
  }
}

/** Says whether this phone had a diary that its owner did not erase. */
export function hadDiary(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== null
  } catch {
    return false
  }
}
