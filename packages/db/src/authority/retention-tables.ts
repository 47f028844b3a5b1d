import type { ColumnType } from "kysely"
import type { Maybe } from "./columns.ts"

/** What the authority's database knows of purges, holds and disclosures. */
export interface RetentionTables {
  /** The purge ledger's entries as this database knows them: the ledger itself is a file elsewhere (ADR 0035). */
  purges: {
    seq: number
    at: number
    class: string
    subject: string | null
    count: number
    before: number
    purge_ids: ColumnType<unknown, string, string>
    destroyed: string
    prev: string
    hash: string
    /** Whether the file of the case's key is known to be destroyed. */
    key_gone: boolean
  }
  /** What two officers decide about keeping: legal holds, their early end, and disclosures. */
  retention_acts: {
    id: string
    kind: "hold" | "release" | "disclosure"
    case_id: string | null
    ground: string
    /** The order's or file's number, in the officer's words: no person. */
    reference: string
    /** The last day of a hold, yyyy-mm-dd. */
    until: string | null
    /** What was handed over to whom. */
    content: ColumnType<unknown, string | null, string | null>
    state: "proposed" | "agreed" | "refused" | "taken-back" | "released"
    proposed_by: string
    proposed_at: number
    decided_by: Maybe<string>
    decided_at: Maybe<number>
  }
}
