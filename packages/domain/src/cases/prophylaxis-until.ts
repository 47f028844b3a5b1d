import type { Prophylaxis } from "../catalogue/guidance.ts"

/** A remedy and the moment until which it helps. */
export interface Deadline {
  readonly remedy: Prophylaxis
  /** Seconds since 1970. */
  readonly until: number
}

/** The deadlines of somebody whose exposure ended at `exposedUntil`, the earliest first. Remedies without an hour have none. */
export function prophylaxisUntil(remedies: readonly Prophylaxis[], exposedUntil: number): Deadline[] {
  return remedies
    .flatMap((remedy) => (remedy.hours === null ? [] : [{ remedy, until: exposedUntil + remedy.hours * 3600 }]))
    .sort((a, b) => a.until - b.until)
}
