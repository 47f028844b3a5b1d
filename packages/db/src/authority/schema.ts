import type { ColumnType, Generated } from "kysely"
import type { CallTables } from "./call-tables.ts"
import type { Bytes, Json, Maybe, MaybeBytes } from "./columns.ts"
import type { HoldTables } from "./hold-tables.ts"
import type { OfficerTables } from "./officer-tables.ts"
import type { RetentionTables } from "./retention-tables.ts"
import type { AuditTables } from "./write-audit.ts"

type CodeWithdrawal = "withdrawn" | "replaced"
type CodeDelivery = "queued" | "delivered" | "failed"

/** The authority's tables. Times are seconds; days are service days (Spec §2). */
export interface AuthorityTables extends AuditTables, CallTables, HoldTables, OfficerTables, RetentionTables {
  /** Signed lists by kind: trust, officers, catalogue, policy, notices. */
  signed_lists: { kind: string; seq: number; envelope: Json }
  venues: {
    id: string
    vid: Bytes
    commit: Bytes
    state: "provisional" | "reviewed" | "refused"
    reason: string | null
    application: Json
    /** The names folded for comparison (domain: look-alike names). */
    skeleton: string
    register_number: string
    codes: Json
    not_before: number
    not_after: number | null
    applied_at: number
    /** Whether the public server has this verdict. */
    delivered: boolean
    /** True for premises registered by the authority's own command line. */
    own_premises: Generated<boolean>
    closed_at: ColumnType<number | null, number | null | undefined, number | null>
    owner_changed_at: ColumnType<number | null, number | null | undefined, number | null>
    /** A change that waits for an officer: a VenueDetails with `number`. */
    change: ColumnType<unknown, string | null | undefined, string | null>
    /** The last change that was answered: its number, and why it was refused. */
    answered: ColumnType<unknown, string | null | undefined, string | null>
    /** The district of the address; null where it names none. `area_from` is the English address that it was told by. */
    area: Maybe<number>
    area_from: Maybe<string>
    /** A day on which a screen of this venue showed nodes that are not the venue's (Spec §4). */
    other_nodes_on: ColumnType<number | null, number | null | undefined, number | null>
    /** The first day on which its codes are no longer accepted, and why, once two officers have decided so. */
    revoked: ColumnType<unknown, string | null | undefined, string | null>
  }
  /** What every officer may know of every place, whatever the officer's areas: a view of `venues`, to read. */
  venue_register: Pick<
    AuthorityTables["venues"],
    | "id"
    | "vid"
    | "commit"
    | "state"
    | "application"
    | "skeleton"
    | "register_number"
    | "codes"
    | "not_before"
    | "own_premises"
    | "closed_at"
  >
  /** Recoveries of venues and wishes to print cards; `delivered` is false while the public server lacks the answer. */
  account_requests: {
    id: string
    kind: "recovery" | "cards"
    venue_id: string | null
    mail: string
    name: string | null
    words: string
    owner: "silent" | "agreed" | "stopped"
    version: number
    state: "waiting" | "granted" | "refused" | "stopped"
    asked_at: number
    finding: ColumnType<string | null, string | null | undefined, string | null>
    decided_at: ColumnType<number | null, number | null | undefined, number | null>
    delivered: Generated<boolean>
  }
  /** Screens whose key was granted or refused; the grant is public. */
  screens: {
    id: string
    venue_id: string
    entrance: number
    kiosk_key: Bytes
    issuer_grant: MaybeBytes
    reason: string | null
    asked_at: number
    /** Whether the public server has this answer. */
    delivered: boolean
  }
  cases: {
    id: Generated<string>
    number: Generated<number>
    pathogen: number
    /** Null is the whole authority's. */
    area: Maybe<number>
    onset: number | null
    tested: number
    infectious_from: number
    infectious_until: number
    opened_at: number
    opened_by: string
    kept_until: string
    /** The infectious period as an officer set it, and why; null while the profile's holds. */
    set_from: Maybe<number>
    set_until: Maybe<number>
    set_reason: Maybe<string>
    set_by: Maybe<string>
    set_at: Maybe<number>
    /** The case that this one was merged into. */
    merged_into: Maybe<string>
    merge_reason: Maybe<string>
    merged_by: Maybe<string>
    merged_at: Maybe<number>
  }
  /** A case's own key, wrapped: destroying the row destroys what it sealed. */
  case_keys: {
    case_id: string
    wrapped: Bytes
    /** Whether a file outside the database is needed to open it; only keys of older versions are not. */
    outside: Generated<boolean>
  }
  upload_codes: {
    lookup: Bytes
    case_id: string
    /** The code's inner secret, sealed at rest. */
    sealed_inner: Bytes
    /** What the public server must be told, until it has been told. */
    to_register: ColumnType<unknown, string | null, string | null>
    given_at: number
    expires: number
    request_id: string
    withdrawn_at: ColumnType<number | null, number | null | undefined, number | null>
    withdrawal: ColumnType<CodeWithdrawal | null, CodeWithdrawal | null | undefined, CodeWithdrawal | null>
    /** Whether the public server must still be told that the code is withdrawn. */
    to_withdraw: Generated<boolean>
  }
  /** Wishes for a code, one row for each. The address is sealed at rest, and is erased when the code is made or the wish ends. */
  code_requests: {
    id: string
    /** All wishes of one laboratory's file; elsewhere the wish itself. */
    batch: string
    case_id: string
    way: "screen" | "sms" | "mail"
    sealed_to: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
    officer_id: string
    asked_at: number
    /** Why another officer must agree; null where one is enough. */
    reason: ColumnType<string | null, string | null | undefined, string | null>
    has_number: boolean
    is_fresh: boolean
    state: "waiting" | "granted" | "refused" | "lapsed" | "made"
    decided_by: ColumnType<string | null, string | null | undefined, string | null>
    decided_at: ColumnType<number | null, number | null | undefined, number | null>
    delivery: ColumnType<CodeDelivery | null, CodeDelivery | null | undefined, CodeDelivery | null>
    tries: Generated<number>
    next_at: ColumnType<number | null, number | null | undefined, number | null>
  }
  /** Codes on their way: address and digits sealed at rest, destroyed with the row when the message was delivered or the code ends. */
  code_messages: {
    id: Generated<string>
    lookup: Bytes
    request_id: string
    way: "sms" | "mail"
    sealed: Bytes
    tries: Generated<number>
    next_at: number
    expires: number
  }
  /** Keyed hashes of laboratory numbers, so that one result opens one case. */
  laboratory_numbers: { hash: Bytes; case_id: string }
  uploads: {
    lookup: Bytes
    case_id: string | null
    box: MaybeBytes
    received_at: number
    state: "waiting" | "opened" | "quarantined"
    reason: string | null
  }
  /** What was promised of each opened upload; the sealed statement until the public server has it. */
  kept_statements: { lookup: Bytes; keep_until: number; to_deliver: MaybeBytes }
  /** A case's visits, one sealed text for each upload: `part` is its look-up, in hex. */
  case_visits: { case_id: string; part: Generated<string>; sealed: Bytes; proven: number; unproven: number }
  /** What officers wrote about a case, sealed to its key. */
  case_notes: { id: string; case_id: string; sealed: Bytes; written_by: string; written_at: number }
  /** What is to be done for a case, until when and by whom: no words about a person. */
  case_tasks: {
    id: string
    case_id: string
    kind: string
    due: number
    officer_id: string
    made_by: string
    made_at: number
    done_by: Maybe<string>
    done_at: Maybe<number>
  }
  decisions: {
    id: string
    bytes: Bytes
    hash: Bytes
    vid: Bytes
    day: number
    case_id: string | null
    supersedes: string | null
    state: "proposed" | "approved" | "held" | "stopped" | "published" | "superseded" | "refused" | "taken-back"
    proposed_by: string
    proposer_key: string
    proposer_sig: Bytes
    proposed_at: number
    approved_by: string | null
    approver_key: string | null
    approver_sig: MaybeBytes
    approved_at: number | null
    list: number | null
    /** Who ended a proposal that waited, and why. */
    ended_by: ColumnType<string | null, string | null | undefined, string | null>
    ended_at: ColumnType<number | null, number | null | undefined, number | null>
    end_reason: ColumnType<string | null, string | null | undefined, string | null>
    /** The bundle in which it was proposed, and the listed exposure that it came from. */
    bundle: ColumnType<string | null, string | null | undefined, string | null>
    exposure: ColumnType<string | null, string | null | undefined, string | null>
  }
  /** Many warnings by name that were proposed in one act; `hash` is over those of its decisions, in the order in which they came. */
  decision_bundles: { id: string; hash: Bytes; proposed_by: string; proposed_at: number }
  /** Changes of public files (Spec §9): `content` is what the file says, `bytes` what officers sign. */
  file_changes: {
    id: string
    file: "revoked" | "policy" | "issuers"
    seq: number
    content: Bytes
    bytes: Bytes
    hash: Bytes
    what: Json
    reason: string
    state: "proposed" | "approved" | "published" | "refused" | "withdrawn"
    proposed_by: string
    proposer_key: string
    proposer_sig: Bytes
    proposed_at: number
    approved_by: ColumnType<string | null, string | null | undefined, string | null>
    approver_key: ColumnType<string | null, string | null | undefined, string | null>
    approver_sig: MaybeBytes
    approved_at: ColumnType<number | null, number | null | undefined, number | null>
    ended_by: ColumnType<string | null, string | null | undefined, string | null>
    ended_at: ColumnType<number | null, number | null | undefined, number | null>
    list: ColumnType<number | null, number | null | undefined, number | null>
  }
  /** The day keys that published rows need, sealed at rest; destroyed 45 days after their day (Spec §6). */
  row_keys: { vid: Bytes; day: number; sealed: Bytes }
  /** The message that the newest row of a key carries; `tag` is empty for the row of the day, and of the row key for one of an hour. */
  published_rows: { vid: Bytes; day: number; tag: Bytes; message: Bytes; seq: number; corrected: boolean }
  /** What cases' phones brought of a screen's hours, sealed at rest; destroyed with the day keys. `tag` tells the nodes apart. */
  hour_keys: { vid: Bytes; day: number; tag: Bytes; sealed: Bytes }
  /** Venues that were asked for one day's key (Spec §6). */
  venue_requests: {
    id: string
    venue_id: string
    vid: Bytes
    day: number
    until: number
    envelope: Json
    state: "asked" | "answered" | "declined" | "failed" | "expired"
    asked_by: string
    asked_at: number
    /** Whether the public server has the request. */
    delivered: boolean
  }
  /** Register forms as they came: found by tag, opened by nobody without the key of their row (Spec §12). */
  form_records: { hash: Bytes; serial: Generated<number>; day: number; tag: Bytes; record: Bytes }
  /** How many records of a row there was no room for. */
  form_drops: { day: number; tag: Bytes; dropped: number }
  /** What a decision opened, each sealed to the case's key, and what came of the call. */
  batches: {
    seq: number
    state: "building" | "signed" | "published"
    made_at: number
    rows: number
    manifest: Bytes
    envelope: ColumnType<unknown, string | null | undefined, string | null>
    /** Everything that co-signers need, the seed included; null once signed (Spec §8). */
    to_cosign: MaybeBytes
    /** Row states to write when published. */
    changes: Json
  }
  /** What a whole week's counts were, as published; and the signed file that carries them, the newest alone. */
  transparency_weeks: { week: number; figures: Json }
  transparency_files: { seq: number; hash: Bytes; envelope: Json; delivered: Generated<boolean> }
  feed_files: { sha256: string; seq: number; bytes: Bytes; pushed: Generated<boolean> }
  /** Codes that phones did not accept, and what an officer found at the door. */
  inspections: {
    id: string
    day: number
    problem: string
    text: string
    place: string
    area: Maybe<number>
    photo: Bytes
    finding: ColumnType<string | null, string | null | undefined, string | null>
    closed_at: ColumnType<number | null, number | null | undefined, number | null>
  }
  /** Doors that an inspector visited; the venue is told the finding and not the note. */
  door_inspections: {
    id: string
    venue_id: string
    entrance: number | null
    finding: string
    note: string
    at: number
    officer_id: string
    /** Whether the public server has it. */
    delivered: Generated<boolean>
  }
  /** What a decision's venue is told, and what it says against it. */
  venue_notices: {
    decision_id: string
    venue_id: string
    list_at: number
    objection: string | null
    objected_at: number | null
    answer: string | null
    /** Whether the public server has the notice as it stands. */
    delivered: Generated<boolean>
  }
  /** Mappings of tables that officers saved. */
  import_profiles: { id: string; name: string; titles: Json; mapping: Json; saved_by: string; saved_at: number }
  /** Exposure lists that were read or refused; `reading` is the hash of the bytes and of how they were read. */
  imports: {
    id: Generated<string>
    serial: Generated<string>
    source: string
    format: string
    profile_id: string | null
    profile_name: string | null
    file_name: string
    hash: Bytes
    reading: Bytes
    officer_id: string
    at: number
    head: Json
    mapping: Json
    refusal: ColumnType<unknown, string | null, string | null>
    counts: Json
  }
  /** Rows as they were published, each with its outcome, until the import is forgotten. */
  import_rows: {
    import_id: string
    place: number
    number: number
    state: "accepted" | "repaired" | "quarantined"
    cells: Json
    hash: Bytes
    notes: Json
    identity: string | null
    handled: ColumnType<"set-aside" | "corrected" | null, string | null | undefined, string | null>
    reason: ColumnType<string | null, string | null | undefined, string | null>
    handled_by: ColumnType<string | null, string | null | undefined, string | null>
    handled_at: ColumnType<number | null, number | null | undefined, number | null>
    /** Whether an officer decided this for the same row of an earlier import. */
    earlier: Generated<boolean>
  }
  /** What the lists list now, or listed once: nothing that is gone is withdrawn by that. */
  listed_exposures: {
    id: Generated<string>
    source: string
    identity: string
    exposure: Json
    /** The names folded for comparison with registered venues. */
    skeletons: string[]
    standing: "listed" | "gone" | "inDoubt"
    seen_in: string
    /** The hash of the row that an officer corrected to this. */
    by_hand: MaybeBytes
  }
  import_changes: {
    import_id: string
    exposure_id: string
    change: "fresh" | "corrected" | "returned" | "gone" | "inDoubt"
    fields: Json
    before: ColumnType<unknown, string | null, string | null>
  }
}
