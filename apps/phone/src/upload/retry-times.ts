const FIRST_PAUSE = 30
const LONGEST_PAUSE = 3600
/** A code lives 72 hours at the longest (Spec §6): after that no answer can come. Seconds. */
const LONGEST_LIFE = 72 * 3600
/** Decoys a day, on average (Spec §6). */
const DECOYS_A_DAY = 0.2

/** When to try again after so many failures: twice as long each time, an hour at most, spread by chance (0..1). Seconds. */
export function nextTryAt(tries: number, now: number, chance: number): number {
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, tries - 1))
  return now + Math.round(pause * (0.5 + chance))
}

/** Hours after an upload, or after a decoy, at which the phone asks whether the authority has stated how long it keeps it. */
const ASK_HOURS = [1, 6, 24] as const

/** The moments of the questions that follow; each is moved by chance (0..1) from half to one and a half times its hours. Seconds. */
export function askTimes(now: number, chances: readonly [number, number, number]): readonly number[] {
  return ASK_HOURS.map((hours, nth) => now + Math.round(hours * 3600 * (0.5 + (chances[nth] ?? 0))))
}

/** Says whether the code that an upload goes with is over by now. */
export function hasGivenUp({ since }: { readonly since: number }, now: number): boolean {
  return now - since > LONGEST_LIFE
}

/** Says by chance whether a decoy is due after so many seconds of the app being open. `chance` is in 0..1. */
export function isDecoyDue(openSeconds: number, chance: number): boolean {
  return chance < 1 - Math.exp((-DECOYS_A_DAY * openSeconds) / 86_400)
}
