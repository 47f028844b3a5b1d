import type { ColumnType, Generated } from "kysely"
import type { AuditTables } from "../authority/write-audit.ts"

type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>
type MaybeBytes = ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>

/** Whose passkey or session it is. */
export type HolderKind = "resident" | "officer"
/** What an officer of the health-code service may do. */
export type HealthRole = "reviewer" | "appeals"
/** Where an account's registration stands. */
export type AccountState = "started" | "waiting" | "asked-again" | "accepted" | "refused"

/** The health-code service's tables. Whatever says who somebody is, or how they are, is sealed with the account's own key. */
export interface HealthTables extends AuditTables {
  accounts: {
    id: string
    created_at: number
    state: AccountState
    /** The account's key, which nothing opens without its file outside the database (ADR 0045). */
    wrapped: Bytes
    /** The registration: names, document, birth, address. */
    sealed: MaybeBytes
    /** Finds a document that is registered twice, and says nothing of it: a keyed hash. */
    document_tag: MaybeBytes
    submitted_at: Maybe<number>
    claimed_by: Maybe<string>
    claimed_at: Maybe<number>
    decided_at: Maybe<number>
    /** Why it was asked for again, or refused: the name of a text. */
    reason: Maybe<string>
    /** The officer who typed it for somebody without a phone; another one decides. */
    typed_by: Maybe<string>
  }
  pictures: { account_id: string; kind: "document" | "address"; sealed: Bytes }
  declarations: { id: string; account_id: string; made_at: number; sealed: Bytes; set_aside: Generated<boolean> }
  credentials: { id: string; account_id: string; added_at: number; sealed: Bytes }
  /** The person's box as it came, sealed once more with the account's key: both keys are needed to read it. */
  shares: { id: Bytes; account_id: string; shared_at: number; sealed: Bytes }
  appeals: {
    id: string
    account_id: string
    made_at: number
    sealed: Bytes
    claimed_by: Maybe<string>
    claimed_at: Maybe<number>
    answered_at: Maybe<number>
    outcome: Maybe<"stands" | "set-aside">
    sealed_answer: MaybeBytes
  }
  /** Codes on paper. The number stays until the paper's last minute, also when its account is gone: gates must know it. */
  paper_codes: {
    serial: number
    account_id: string | null
    issued_at: number
    issued_by: string
    until: number
    revoked_at: Maybe<number>
  }
  /** What was answered to a deletion, for whoever did not get the answer and asks again. */
  receipts: { request: Bytes; receipt: string; at: number }
  passkeys: {
    id: string
    kind: HolderKind
    holder: string
    public_key: Bytes
    counter: number
    transports: string[]
  }
  sessions: {
    hash: Bytes
    kind: HolderKind
    holder: string
    opened_at: number
    seen_at: number
    stepped_up_at: Maybe<number>
  }
  challenges: { challenge: string; kind: string; subject: string | null; expires: number }
  officers: {
    id: string
    name: string
    roles: HealthRole[]
    created_at: number
    suspended_at: Maybe<number>
  }
  invitations: { hash: Bytes; roles: HealthRole[]; expires: number }
}
