import type { ColumnType, Generated } from "kysely"
import type { Bytes, Maybe } from "./columns.ts"

type CallOutcome = "reached" | "try-again" | "not-reached"

/** Telephone calls. See `AuthorityTables`. */
export interface CallTables {
  /** Whom somebody is to telephone for a case: itself, or who filled in a register form of a decision (these two are null for the case). */
  calls: {
    id: Generated<string>
    case_id: string
    decision_id: Maybe<string>
    eid: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
    /** Name and number, sealed to the case's key. */
    sealed: Bytes
    language: Maybe<string>
    interpreter: Generated<boolean>
    /** Not before; seconds. */
    due: number
    officer_id: Maybe<string>
    tries: Generated<number>
    outcome: ColumnType<CallOutcome | null, CallOutcome | null | undefined, CallOutcome | null>
    outcome_by: ColumnType<string | null, string | null | undefined, string | null>
    outcome_at: ColumnType<number | null, number | null | undefined, number | null>
  }
}
