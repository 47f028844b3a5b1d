import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { bundleMigration } from "./bundle-migration.ts"
import { callMigration } from "./call-migration.ts"
import { holdMigration } from "./hold-migration.ts"
import { officerMigrations } from "./officer-migrations.ts"
import { retentionMigration } from "./retention-migration.ts"

/** The authority's database, step by step. A step that has been released is never edited. */
export const authorityMigrations: Record<string, Migration> = {
  "0001-officers": {
    async up(db: Kysely<unknown>) {
      await sql`create table officers (
        id uuid primary key default gen_random_uuid(), name text not null, roles text[] not null, created_at bigint not null)`.execute(
        db,
      )
      await sql`create table passkeys (
        id text primary key, officer_id uuid not null references officers, public_key bytea not null,
        counter bigint not null, transports text[] not null)`.execute(db)
      await sql`create table invitations (
        id uuid primary key default gen_random_uuid(), hash bytea not null unique, roles text[] not null,
        expires bigint not null, spent boolean not null default false)`.execute(db)
      await sql`create table challenges (challenge text primary key, kind text not null, subject text, expires bigint not null)`.execute(
        db,
      )
      await sql`create table sessions (
        hash bytea primary key, officer_id uuid not null references officers,
        opened_at bigint not null, seen_at bigint not null, stepped_up_at bigint)`.execute(db)
      await sql`create table signing_keys (
        key_id text primary key, officer_id uuid not null references officers, public bytea not null,
        from_day integer not null, until_day integer not null)`.execute(db)
      await sql`create table signed_lists (kind text not null, seq bigint not null, envelope jsonb not null, primary key (kind, seq))`.execute(
        db,
      )
      await sql`create table audit (
        seq bigint generated always as identity primary key, at bigint not null, officer uuid, act text not null,
        subject text, purpose text, prev bytea not null, hash bytea not null unique)`.execute(db)
    },
  },
  "0002-venues-cases": {
    async up(db: Kysely<unknown>) {
      await sql`create table venues (
        id uuid primary key, vid bytea not null unique, commit bytea not null unique,
        state text not null check (state in ('provisional', 'reviewed', 'refused')), reason text,
        application jsonb not null, skeleton text not null, register_number text not null,
        codes jsonb not null, not_before integer not null, not_after integer,
        applied_at bigint not null, delivered boolean not null, own_premises boolean not null default false)`.execute(
        db,
      )
      await sql`create index venues_by_skeleton on venues (skeleton)`.execute(db)
      await sql`create index venues_by_register_number on venues (register_number)`.execute(db)
      await sql`create index venues_by_state on venues (state, applied_at)`.execute(db)
      await sql`create table cases (
        id uuid primary key default gen_random_uuid(), number integer generated always as identity,
        pathogen integer not null, onset integer, tested integer not null,
        infectious_from integer not null, infectious_until integer not null,
        opened_at bigint not null, opened_by uuid not null references officers, kept_until text not null)`.execute(db)
      await sql`create table case_keys (case_id uuid primary key references cases, wrapped bytea not null)`.execute(db)
      await sql`create table upload_codes (
        lookup bytea primary key, case_id uuid not null references cases, sealed_inner bytea not null,
        to_register jsonb, given_at bigint not null, expires bigint not null)`.execute(db)
      await sql`create table uploads (
        lookup bytea primary key, case_id uuid references cases, box bytea,
        received_at bigint not null, state text not null check (state in ('waiting', 'opened', 'quarantined')), reason text)`.execute(
        db,
      )
      await sql`create table case_visits (case_id uuid primary key references cases, sealed bytea not null, proven integer not null, unproven integer not null)`.execute(
        db,
      )
    },
  },
  "0003-decisions-feed": {
    async up(db: Kysely<unknown>) {
      await sql`create table decisions (
        id text primary key, bytes bytea not null, hash bytea not null, vid bytea not null, day integer not null,
        case_id uuid references cases, supersedes text references decisions,
        state text not null check (state in ('proposed', 'approved', 'published', 'superseded')),
        proposed_by uuid not null references officers, proposer_key text not null, proposer_sig bytea not null, proposed_at bigint not null,
        approved_by uuid references officers, approver_key text, approver_sig bytea, approved_at bigint, list bigint,
        check (approved_by is null or approved_by <> proposed_by))`.execute(db)
      await sql`create index decisions_by_key on decisions (vid, day)`.execute(db)
      await sql`create table row_keys (vid bytea not null, day integer not null, sealed bytea not null, primary key (vid, day))`.execute(
        db,
      )
      await sql`create table published_rows (
        vid bytea not null, day integer not null, message bytea not null, seq bigint not null,
        corrected boolean not null, primary key (vid, day))`.execute(db)
      await sql`create table batches (
        seq bigint primary key, state text not null check (state in ('building', 'signed', 'published')),
        made_at bigint not null, rows integer not null, manifest bytea not null, envelope jsonb, to_cosign bytea, changes jsonb not null)`.execute(
        db,
      )
      await sql`create table feed_files (sha256 text primary key, seq bigint not null, bytes bytea not null, pushed boolean not null default false)`.execute(
        db,
      )
    },
  },
  "0004-kept-statements": {
    async up(db: Kysely<unknown>) {
      await sql`create table kept_statements (
        lookup bytea primary key references uploads, keep_until integer not null, to_deliver bytea)`.execute(db)
    },
  },
  "0005-venue-news": {
    async up(db: Kysely<unknown>) {
      await sql`alter table venues add column closed_at bigint, add column change jsonb, add column answered jsonb`.execute(
        db,
      )
      await sql`create index venues_to_review on venues (applied_at) where state = 'provisional' or change is not null`.execute(
        db,
      )
    },
  },
  "0006-inspections": {
    async up(db: Kysely<unknown>) {
      await sql`create table inspections (
        id uuid primary key, day integer not null, problem text not null, text text not null, place text not null, photo bytea not null,
        finding text, closed_at bigint)`.execute(db)
      await sql`create index inspections_open on inspections (day desc) where finding is null`.execute(db)
      await sql`create index inspections_alike on inspections (md5(text)) where finding is null`.execute(db)
    },
  },
  "0007-screens": {
    async up(db: Kysely<unknown>) {
      await sql`create table screens (
        id uuid primary key, venue_id uuid not null, entrance integer not null, kiosk_key bytea not null unique,
        issuer_grant bytea, reason text, asked_at bigint not null, delivered boolean not null)`.execute(db)
      await sql`create index screens_to_deliver on screens (id) where not delivered`.execute(db)
    },
  },
  // Warnings by the hour: screens' words beside day keys, more than one row for a venue's day, and the venues that are asked for a day's key.
  "0008-hours": {
    async up(db: Kysely<unknown>) {
      await sql`create table hour_keys (
        vid bytea not null, day integer not null, tag bytea not null, sealed bytea not null, primary key (vid, day, tag))`.execute(
        db,
      )
      await sql`alter table published_rows add column tag bytea not null default ''`.execute(db)
      await sql`alter table published_rows drop constraint published_rows_pkey, add primary key (vid, day, tag)`.execute(
        db,
      )
      await sql`alter table venues add column other_nodes_on integer`.execute(db)
      await sql`create table venue_requests (
        id text primary key, venue_id uuid not null, vid bytea not null, day integer not null, until bigint not null, envelope jsonb not null,
        state text not null check (state in ('asked', 'answered', 'declined', 'failed', 'expired')),
        asked_by uuid not null references officers, asked_at bigint not null, delivered boolean not null)`.execute(db)
      await sql`create unique index venue_requests_once on venue_requests (vid, day) where state = 'asked'`.execute(db)
    },
  },
  // Doors that an inspector visited.
  "0013-door-inspections": {
    async up(db: Kysely<unknown>) {
      await sql`create table door_inspections (
        id uuid primary key, venue_id uuid not null references venues, entrance integer, finding text not null, note text not null,
        at bigint not null, officer_id uuid not null references officers, delivered boolean not null default false)`.execute(
        db,
      )
      await sql`create index door_inspections_newest on door_inspections (at desc)`.execute(db)
      await sql`create index door_inspections_to_deliver on door_inspections (id) where not delivered`.execute(db)
    },
  },
  // What venues are told of warnings about them, and what they say against it.
  "0014-notices": {
    async up(db: Kysely<unknown>) {
      await sql`create table venue_notices (
        decision_id text primary key references decisions, venue_id uuid not null references venues, list_at bigint not null,
        objection text, objected_at bigint, answer text, delivered boolean not null default false)`.execute(db)
      await sql`create index venue_notices_to_deliver on venue_notices (decision_id) where not delivered`.execute(db)
    },
  },
  // Register forms, sealed to keys that are not here; and what was opened of them, sealed to the case's key.
  "0010-forms": {
    async up(db: Kysely<unknown>) {
      await sql`create table form_records (
        hash bytea primary key, serial bigint generated always as identity, day integer not null, tag bytea not null, record bytea not null)`.execute(
        db,
      )
      await sql`create index form_records_by_serial on form_records (serial)`.execute(db)
      await sql`create table form_drops (day integer not null, tag bytea not null, dropped bigint not null, primary key (day, tag))`.execute(
        db,
      )
      await sql`create index form_records_by_tag on form_records (day, tag)`.execute(db)
      await sql`create table form_calls (
        decision_id text not null references decisions, eid bytea not null, case_id uuid not null references cases, sealed bytea not null,
        outcome text check (outcome in ('reached', 'try-again', 'not-reached')), outcome_by uuid references officers, outcome_at bigint,
        primary key (decision_id, eid))`.execute(db)
    },
  },
  // Changes of public files: what two officers sign, the file that it stands for, and what became of it.
  "0011-changes": {
    async up(db: Kysely<unknown>) {
      await sql`create table file_changes (
        id text primary key, file text not null check (file in ('revoked', 'policy')), seq bigint not null, content bytea not null,
        bytes bytea not null, hash bytea not null, what jsonb not null, reason text not null,
        state text not null check (state in ('proposed', 'approved', 'published', 'refused', 'withdrawn')),
        proposed_by uuid not null references officers, proposer_key text not null, proposer_sig bytea not null, proposed_at bigint not null,
        approved_by uuid references officers, approver_key text, approver_sig bytea, approved_at bigint,
        ended_by uuid references officers, ended_at bigint, list bigint,
        check (approved_by is null or approved_by <> proposed_by))`.execute(db)
      // One change of a file waits at a time, and each number of a file is one content for ever.
      await sql`create unique index file_changes_open on file_changes (file) where state = 'proposed'`.execute(db)
      await sql`create unique index file_changes_once on file_changes (file, seq) where state in ('approved', 'published')`.execute(
        db,
      )
      await sql`alter table venues add column revoked jsonb`.execute(db)
    },
  },
  // What is asked of officers about operators' accounts, and when a venue's owner was exchanged.
  "0012-recoveries": {
    async up(db: Kysely<unknown>) {
      await sql`alter table venues add column owner_changed_at bigint`.execute(db)
      await sql`create table account_requests (
        id uuid primary key, kind text not null check (kind in ('recovery', 'cards')), venue_id uuid, mail text not null, name text,
        words text not null, owner text not null check (owner in ('silent', 'agreed', 'stopped')), version integer not null,
        state text not null check (state in ('waiting', 'granted', 'refused', 'stopped')), asked_at bigint not null,
        finding text, decided_at bigint, delivered boolean not null default true)`.execute(db)
      await sql`create index account_requests_waiting on account_requests (asked_at) where state = 'waiting'`.execute(
        db,
      )
    },
  },
  // Proposals that never became decisions: refused by another officer, or taken back by who made them.
  "0019-ended-proposals": {
    async up(db: Kysely<unknown>) {
      await sql`alter table decisions drop constraint decisions_state_check,
        add constraint decisions_state_check check (state in ('proposed', 'approved', 'published', 'superseded', 'refused', 'taken-back')),
        add column ended_by uuid references officers, add column ended_at bigint, add column end_reason text`.execute(
        db,
      )
      await sql`create index decisions_newest on decisions (proposed_at desc, id)`.execute(db)
    },
  },
  // Officers whom an administrator keeps out.
  "0015-suspension": {
    async up(db: Kysely<unknown>) {
      await sql`alter table officers add column suspended_at bigint`.execute(db)
    },
  },
  // The work on a case: a period that an officer set, a merge, visits in parts, notes under the case's key, tasks; and what a search needs.
  "0016-case-work": {
    async up(db: Kysely<unknown>) {
      await sql`alter table cases
        add column set_from integer, add column set_until integer, add column set_reason text,
        add column set_by uuid references officers, add column set_at bigint,
        add column merged_into uuid references cases, add column merge_reason text,
        add column merged_by uuid references officers, add column merged_at bigint,
        add check (merged_into <> id)`.execute(db)
      await sql`create unique index cases_by_number on cases (number)`.execute(db)
      await sql`create index cases_by_pathogen on cases (pathogen, tested)`.execute(db)
      await sql`create index cases_by_tested on cases (tested)`.execute(db)
      await sql`create index cases_by_officer on cases (opened_by, number)`.execute(db)
      await sql`create index cases_merged_into on cases (merged_into) where merged_into is not null`.execute(db)
      await sql`create index cases_to_end on cases (kept_until)`.execute(db)
      await sql`create index upload_codes_by_case on upload_codes (case_id)`.execute(db)
      await sql`create index uploads_by_case on uploads (case_id)`.execute(db)
      await sql`create index uploads_unsettled on uploads (state) where state <> 'opened'`.execute(db)
      await sql`create index form_calls_by_case on form_calls (case_id)`.execute(db)
      // One text for each upload: a merged case brings its own beside the other's. What was there before is the one without a name.
      await sql`alter table case_visits add column part text not null default ''`.execute(db)
      await sql`alter table case_visits drop constraint case_visits_pkey, add primary key (case_id, part)`.execute(db)
      await sql`create table case_notes (
        id uuid primary key, case_id uuid not null references cases, sealed bytea not null,
        written_by uuid not null references officers, written_at bigint not null)`.execute(db)
      await sql`create index case_notes_by_case on case_notes (case_id)`.execute(db)
      await sql`create table case_tasks (
        id uuid primary key, case_id uuid not null references cases, kind text not null, due bigint not null,
        officer_id uuid not null references officers, made_by uuid not null references officers, made_at bigint not null,
        done_by uuid references officers, done_at bigint)`.execute(db)
      await sql`create index case_tasks_by_case on case_tasks (case_id)`.execute(db)
      await sql`create index case_tasks_open on case_tasks (officer_id, due) where done_at is null`.execute(db)
    },
  },
  // How a case's code reaches its person: the wish for it, the message that waits, the withdrawal, and laboratory numbers as keyed hashes.
  "0017-code-delivery": {
    async up(db: Kysely<unknown>) {
      await sql`create table laboratory_numbers (hash bytea primary key, case_id uuid not null references cases)`.execute(
        db,
      )
      await sql`create index laboratory_numbers_by_case on laboratory_numbers (case_id)`.execute(db)
      await sql`create table code_requests (
        id uuid primary key, batch uuid not null, case_id uuid not null references cases,
        way text not null check (way in ('screen', 'sms', 'mail')), sealed_to bytea,
        officer_id uuid not null references officers, asked_at bigint not null, reason text, has_number boolean not null, is_fresh boolean not null,
        state text not null check (state in ('waiting', 'granted', 'refused', 'lapsed', 'made')),
        decided_by uuid references officers, decided_at bigint,
        delivery text check (delivery in ('queued', 'delivered', 'failed')), tries integer not null default 0, next_at bigint,
        check (decided_by is null or decided_by <> officer_id), check (sealed_to is null or state in ('waiting', 'granted')))`.execute(
        db,
      )
      await sql`create index code_requests_by_officer on code_requests (officer_id, asked_at) where reason is null`.execute(
        db,
      )
      await sql`create index code_requests_by_case on code_requests (case_id)`.execute(db)
      await sql`create index code_requests_by_batch on code_requests (batch)`.execute(db)
      await sql`create index code_requests_newest on code_requests (asked_at desc, id)`.execute(db)
      await sql`create index code_requests_open on code_requests (asked_at) where state in ('waiting', 'granted')`.execute(
        db,
      )
      await sql`alter table upload_codes add column request_id uuid, add column withdrawn_at bigint,
        add column withdrawal text check (withdrawal in ('withdrawn', 'replaced')), add column to_withdraw boolean not null default false`.execute(
        db,
      )
      await sql`update upload_codes set request_id = gen_random_uuid()`.execute(db)
      await sql`insert into code_requests (id, batch, case_id, way, officer_id, asked_at, has_number, is_fresh, state)
        select request_id, request_id, case_id, 'screen', opened_by, given_at, false, false, 'made'
        from upload_codes join cases on cases.id = case_id`.execute(db)
      await sql`alter table upload_codes alter column request_id set not null,
        add constraint upload_codes_of_request unique (request_id), add foreign key (request_id) references code_requests`.execute(
        db,
      )
      await sql`create index if not exists cases_by_number on cases (number)`.execute(db)
      await sql`create index if not exists upload_codes_by_case on upload_codes (case_id)`.execute(db)
      await sql`create index if not exists uploads_by_case on uploads (case_id)`.execute(db)
      await sql`create index upload_codes_to_register on upload_codes (lookup) where to_register is not null`.execute(
        db,
      )
      await sql`create index upload_codes_to_withdraw on upload_codes (lookup) where to_withdraw`.execute(db)
      await sql`create table code_messages (
        id uuid primary key default gen_random_uuid(), lookup bytea not null unique references upload_codes,
        request_id uuid not null references code_requests, way text not null check (way in ('sms', 'mail')), sealed bytea not null,
        tries integer not null default 0, next_at bigint not null, expires bigint not null)`.execute(db)
      await sql`create index code_messages_by_time on code_messages (next_at)`.execute(db)
    },
  },
  // Exposure lists of health departments: each import, its rows as they were published, and what the lists list now.
  "0018-imports": {
    async up(db: Kysely<unknown>) {
      await sql`create table import_profiles (
        id uuid primary key, name text not null unique, titles jsonb not null, mapping jsonb not null,
        saved_by uuid not null references officers, saved_at bigint not null)`.execute(db)
      await sql`create table imports (
        id uuid primary key default gen_random_uuid(), serial bigint generated always as identity, source text not null,
        format text not null, profile_id uuid references import_profiles, profile_name text, file_name text not null,
        hash bytea not null, reading bytea not null unique, officer_id uuid not null references officers, at bigint not null,
        head jsonb not null, mapping jsonb not null, refusal jsonb, counts jsonb not null)`.execute(db)
      await sql`create index imports_by_source on imports (source, serial desc)`.execute(db)
      await sql`create table import_rows (
        import_id uuid not null references imports on delete cascade, place integer not null, number integer not null,
        state text not null check (state in ('accepted', 'repaired', 'quarantined')), cells jsonb not null, hash bytea not null,
        notes jsonb not null, identity text, handled text check (handled in ('set-aside', 'corrected')), reason text,
        handled_by uuid references officers, handled_at bigint, earlier boolean not null default false,
        primary key (import_id, place))`.execute(db)
      await sql`create index import_rows_by_state on import_rows (import_id, state, place)`.execute(db)
      await sql`create index import_rows_handled on import_rows (hash) where handled is not null`.execute(db)
      await sql`create table listed_exposures (
        id uuid primary key default gen_random_uuid(), source text not null, identity text not null, exposure jsonb not null,
        skeletons text[] not null, standing text not null check (standing in ('listed', 'gone', 'inDoubt')),
        seen_in uuid not null references imports on delete cascade, by_hand bytea)`.execute(db)
      await sql`create index listed_exposures_by_source on listed_exposures (source, standing)`.execute(db)
      await sql`create index listed_exposures_by_import on listed_exposures (seen_in)`.execute(db)
      await sql`create table import_changes (
        import_id uuid not null references imports on delete cascade, exposure_id uuid not null references listed_exposures on delete cascade,
        change text not null check (change in ('fresh', 'corrected', 'returned', 'gone', 'inDoubt')), fields jsonb not null, before jsonb,
        primary key (import_id, exposure_id))`.execute(db)
      await sql`create index import_changes_by_kind on import_changes (import_id, change)`.execute(db)
      // A listed name is looked up among sixty thousand registered ones.
      await sql`create index venues_by_english_skeleton on venues (split_part(skeleton, '/', 1))`.execute(db)
      await sql`create index venues_by_chinese_skeleton on venues (split_part(skeleton, '/', 2))`.execute(db)
    },
  },
  "0020-retention": retentionMigration,
  ...officerMigrations,
  "0022-holds-and-calls": holdMigration,
  "0023-calls": callMigration,
  // A week's figures are counted once, when it is over, so that no later number can be compared with an earlier one of the same week.
  "0024-transparency": {
    async up(db: Kysely<unknown>) {
      await sql`create table transparency_weeks (week integer primary key, figures jsonb not null)`.execute(db)
      await sql`create table transparency_files (
        seq bigint primary key, hash bytea not null, envelope jsonb not null, delivered boolean not null default false)`.execute(
        db,
      )
      await sql`create index upload_codes_by_time on upload_codes (given_at)`.execute(db)
      await sql`create index decisions_by_list on decisions (list) where list is not null`.execute(db)
      await sql`create index batches_by_time on batches (made_at)`.execute(db)
    },
  },
  "0026-decision-bundles": bundleMigration,
  // The first page of every officer looks whether the machine let an administrator in.
  "0027-recoveries-by-machine": {
    async up(db: Kysely<unknown>) {
      await sql`create index audit_recoveries on audit (at) where act = 'recover-administrator'`.execute(db)
    },
  },
  // Two officers also decide whose health documents are believed.
  "0029-issuers": {
    async up(db: Kysely<unknown>) {
      await sql`alter table file_changes drop constraint file_changes_file_check`.execute(db)
      await sql`alter table file_changes add check (file in ('revoked', 'policy', 'issuers'))`.execute(db)
    },
  },
}
