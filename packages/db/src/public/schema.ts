import type { ColumnType, Generated } from "kysely"

type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>
type MaybeBytes = ColumnType<Buffer | null, Uint8Array | null, Uint8Array | null>

/** The language of an operator's mail: the one in which the last sign-in link was asked for. */
type MailLanguage = "en" | "zh-Hant" | "zh-Hans"

/** What a person is at a venue. */
type Role = "owner" | "manager" | "staff"

/** The public server's tables. Nothing here can open anything, and no address or device of a person is written. */
export interface PublicTables {
  operators: { id: Generated<string>; mail: string; language: Generated<MailLanguage> }
  sign_in_tokens: { hash: Bytes; mail: string; expires: number; language: Generated<MailLanguage> }
  operator_sessions: { hash: Bytes; operator_id: string; expires: number }
  venues: {
    id: Generated<string>
    /** Order of arrival, for the authority's collection. */
    serial: Generated<number>
    /** Who registered it; who may do what stands in venue_members. */
    operator_id: string
    /** A VenueApplication. */
    application: ColumnType<unknown, string, string>
    commit: Bytes
    /** Where an officer may ring before a warning; null where none was given. */
    phone: ColumnType<string | null, string | null | undefined, string | null>
    state: "submitted" | "provisional" | "reviewed" | "refused"
    reason: string | null
    /** IssuedCode[] */
    codes: ColumnType<unknown, string | undefined, string>
    /** The last service day of the newest codes; null before there are any. */
    ends_day: ColumnType<number | null, number | null | undefined, number | null>
    /** How many days before that end its operator was reminded last; null when not yet. */
    told_days: ColumnType<number | null, number | null | undefined, number | null>
    closed_at: ColumnType<number | null, number | null | undefined, number | null>
    owner_changed_at: ColumnType<number | null, number | null | undefined, number | null>
    /** A VenueDetails with `number` and `refusal`. */
    change: ColumnType<unknown, string | null | undefined, string | null>
    /** Since when its codes are not accepted, and why. */
    revoked: ColumnType<unknown, string | null | undefined, string | null>
    /** Counts the operator's steps after registration; the authority has seen those up to `seen_version`. */
    version: Generated<number>
    seen_version: Generated<number>
  }
  venue_members: { venue_id: string; operator_id: string; role: Role }
  /** Places at a venue that are offered to a mail address. */
  offers: {
    id: Generated<string>
    venue_id: string
    mail: string
    role: Role
    kind: "invitation" | "hand-over"
    offered_by: string
    expires: number
  }
  /** Hand-overs as long as they can be undone; `successor_was` is the successor's role before. */
  hand_overs: {
    id: Generated<string>
    venue_id: string
    former: string
    successor: string
    successor_was: Role | null
    undo_until: number
  }
  /** Changes of an operator's address: before the new one has confirmed, then as long as the old one can undo. */
  mail_changes: {
    id: Generated<string>
    operator_id: string
    old_mail: string
    new_mail: string
    language: MailLanguage
    confirmed_at: ColumnType<number | null, number | null | undefined, number | null>
    expires: number
  }
  /** Who asks for a venue whose owner's mailbox is lost. `venue_id` is null where there is none: the answer is the same. */
  recoveries: {
    id: Generated<string>
    venue_id: string | null
    mail: string
    language: MailLanguage
    words: string
    state: "unproven" | "open" | "granted" | "refused" | "stopped" | "done"
    agreed: Generated<boolean>
    /** When a granted one takes effect. */
    due_at: ColumnType<number | null, number | null | undefined, number | null>
    /** When it is forgotten. */
    expires: number
    version: Generated<number>
    seen_version: Generated<number>
  }
  card_wishes: {
    id: Generated<string>
    operator_id: string
    name: string
    purpose: string
    state: "asked" | "granted" | "refused"
    asked_at: number
    version: Generated<number>
    seen_version: Generated<number>
  }
  /** Only the hash of a link's secret is kept. `subject` is a row of the table that the kind is about. */
  mailed_links: { hash: Bytes; kind: string; subject: string; expires: number }
  /** Mails that stand or fall with what they tell of, until they are handed over. */
  mails_to_send: {
    id: Generated<string>
    mail: string
    subject: string
    body: string
    tries: Generated<number>
    next_at: number
    expires: number
  }
  /** Screens at doors: the issuer's grant is public, and no other key of a screen comes here. */
  screens: {
    id: Generated<string>
    serial: Generated<number>
    venue_id: string
    entrance: number
    kiosk_key: Bytes
    state: "asked" | "granted" | "refused"
    reason: ColumnType<string | null, string | null | undefined, string | null>
    issuer_grant: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
    /** The service day on which its operator gave it up. */
    removed_on: ColumnType<number | null, number | null | undefined, number | null>
  }
  /** Requests for one day's key (Spec §6); `told` once the mail is handed over, `collected` once the authority has the answer. */
  venue_requests: {
    id: Bytes
    venue_id: string
    day: number
    until: number
    envelope: ColumnType<unknown, string, string>
    state: "asked" | "answered" | "declined"
    box: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
    told: Generated<boolean>
    collected: Generated<boolean>
  }
  upload_codes: {
    lookup: Bytes
    auth_hash: Bytes
    reply: Bytes
    expires: number
    /** H(box) of the upload that spent the code. */
    spent_by: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array>
  }
  sealed_uploads: { lookup: Bytes; box: Bytes }
  /** 256 rows that are no codes, and random bytes: written where nothing is to be written, so that it takes as long (Spec §6). */
  decoy_codes: PublicTables["upload_codes"]
  decoy_uploads: { lookup: Bytes; slot: Bytes; box: Bytes }
  /** What the authority states of an opened upload, sealed for the code's holder; `until_day` is the last service day kept. */
  kept_statements: { lookup: Bytes; statement: Bytes; until_day: number }
  /** Who wants the daily message; joins nothing. `sent_day`: service day of the last message, at first that of the subscription. */
  push_subscriptions: { endpoint: string; p256dh: string; auth: string; sent_day: number; refusals: number }
  /** Codes that phones did not accept, until the authority has them. The day is all that is kept of the time. */
  code_reports: { id: string; day: number; problem: string; text: string; place: string; photo: Bytes }
  /** Boxes between two phones of one person; null once taken, and gone ten minutes after the last step. */
  relay_boxes: { id: Bytes; box: MaybeBytes; ack: MaybeBytes; expires: number }
  /** Gates' parcels: the body until it is in a file, the id and the number of records as long as their day, so that none counts twice. */
  card_parcels: { id: Bytes; day: number; records: number; body: MaybeBytes }
  /** Records of visitor cards, shuffled over all parcels that came since the last file. */
  card_files: { sha256: Bytes; day: number; bucket: number; bytes: Bytes }
  /** A venue's own checks, one of a kind a day; `entrance` is -1 for the whole venue. */
  venue_checks: { venue_id: string; day: number; kind: string; entrance: number }
  /** What inspectors found at doors. */
  door_inspections: { id: string; venue_id: string; day: number; finding: string; entrance: number | null }
  /** What a venue is told of a warning; `collected` once the authority has the objection. */
  venue_notices: {
    id: Bytes
    venue_id: string
    day: number
    notice: ColumnType<unknown, string, string>
    list_at: number
    objection: string | null
    objected_at: number | null
    answer: string | null
    collected: Generated<boolean>
  }
  /** Register forms until the authority has them; `hash` is H(record), so that one sent again is one. */
  form_records: { hash: Bytes; serial: Generated<number>; day: number; record: Bytes }
  /** The signed figures of the transparency page: one row, the newest file. */
  transparency: { one: true; seq: number; envelope: ColumnType<unknown, string, string> }
}
