import type { ColumnType, Generated } from "kysely"
import type { Bytes, Maybe, MaybeBytes } from "./columns.ts"

/** The authority's tables about officers. See `AuthorityTables`. */
export interface OfficerTables {
  officers: {
    id: Generated<string>
    name: string
    roles: string[]
    /** Districts in which the officer works; none is the whole authority. */
    areas: Generated<number[]>
    created_at: number
    suspended_at: ColumnType<number | null, number | null | undefined, number | null>
  }
  passkeys: { id: string; officer_id: string; public_key: Bytes; counter: number; transports: string[] }
  signing_keys: {
    key_id: string
    officer_id: string
    public: Bytes
    from_day: number
    until_day: number
    /** When a recovery ended it; from then on this server takes no signature of it. */
    ended_at: Maybe<number>
  }
  invitations: {
    id: Generated<string>
    hash: Bytes
    roles: string[]
    areas: Generated<number[]>
    expires: number
    spent: Generated<boolean>
    /** What two officers agreed to; null for the first officer, whom the command line invites. */
    act_id: Maybe<string>
    /** Whose passkey is made anew; null for a new officer. */
    officer_id: Maybe<string>
  }
  /** What one officer proposed about officers and another must agree to. */
  officer_acts: {
    id: string
    kind: "invitation" | "recovery" | "change"
    officer_id: string | null
    roles: string[]
    areas: number[]
    reason: string | null
    state: "proposed" | "agreed" | "done" | "refused" | "taken-back"
    proposed_by: string
    proposed_at: number
    /** Null where one was enough. */
    decided_by: Maybe<string>
    decided_at: Maybe<number>
    expires: number
  }
  /** One row: since when a second administrator is there, so that two must agree; locked by whoever changes that. */
  officer_rule: { one: Generated<boolean>; two_since: Maybe<number> }
  challenges: { challenge: string; kind: "enrol" | "sign-in" | "step-up"; subject: string | null; expires: number }
  /** Officers who asked to read more than one may alone, and whether another agreed. */
  read_permits: {
    id: string
    officer_id: string
    asked_at: number
    state: "waiting" | "granted" | "refused"
    decided_by: Maybe<string>
    decided_at: Maybe<number>
  }
  /** Who an officer is at the authority's identity provider. */
  oidc_subjects: { issuer: string; subject: string; officer_id: string }
  /** Ways to the identity provider that are open: each is taken once. */
  oidc_requests: {
    state: Bytes
    browser: Bytes
    kind: "sign-in" | "enrol" | "step-up"
    nonce: string
    verifier: string
    invitation: ColumnType<unknown, string | null, string | null>
    session: MaybeBytes
    officer_id: string | null
    started_at: number
    expires: number
  }
  sessions: {
    hash: Bytes
    officer_id: string
    opened_at: number
    seen_at: number
    stepped_up_at: number | null
    way: Generated<"passkey" | "oidc">
    device: Maybe<string>
  }
  /** Cases that are offered to another area; null is the whole authority. */
  case_handovers: { case_id: string; to_area: number | null; reason: string; asked_by: string; asked_at: number }
}
