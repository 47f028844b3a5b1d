import type { CanaryReport } from "@homesafe/api"

/** How publishing goes, in memory: the next attempt, and the next round, write it anew. */
export interface PublishingState {
  /** Why the newest list is late, in a word of the protocol's problems; null when all is well. */
  problem: string | null
  /** What canary phones said last, null where one did not answer; not there before the first round. */
  canaries?: readonly (CanaryReport | null)[]
}
