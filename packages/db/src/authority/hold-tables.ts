import type { Generated } from "kysely"
import type { MaybeBytes } from "./columns.ts"

/** What officers did between the approval of a decision and its list. */
export interface HoldTables {
  /** Approved decisions that were held back, why, and the verdict of two officers that ended the hold. */
  decision_holds: {
    id: string
    decision_id: string
    reason: string
    held_by: string
    held_at: number
    verdict: "release" | "stop" | null
    bytes: MaybeBytes
    hash: MaybeBytes
    proposed_by: string | null
    proposer_key: string | null
    proposer_sig: MaybeBytes
    proposed_at: number | null
    approved_by: string | null
    approver_key: string | null
    approver_sig: MaybeBytes
    ended_at: number | null
  }
  /** Telephone calls to the venue of a decision: that somebody called and whether anybody answered, no word of what was said. */
  venue_calls: {
    id: Generated<number>
    decision_id: string
    officer_id: string
    at: number
    outcome: "reached" | "not-reached"
    next_at: number | null
  }
}
