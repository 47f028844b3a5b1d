import type { CanaryReport } from "@homesafe/api"

/** What the server's rounds found last, in memory: the next attempt, and the next round, write it anew. */
export interface ServerState {
  /** Why the newest list is late, in a word of the protocol's problems; null when all is well. */
  problem: string | null
  /** What canary phones said last, null where one did not answer; not there before the first round. */
  canaries?: readonly (CanaryReport | null)[]
  /** What is wrong with the audit log, counted; not there before the first round. */
  auditFaults?: number
}
