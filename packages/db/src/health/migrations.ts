import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"

const run = async (db: Kysely<unknown>, ...steps: readonly string[]) => {
  for (const step of steps) await sql.raw(step).execute(db)
}

/** The health-code service's database, step by step. A step that has been released is never edited. */
export const healthMigrations: Record<string, Migration> = {
  "0001-accounts": {
    async up(db: Kysely<unknown>) {
      await run(
        db,
        `create table audit (
          seq bigint generated always as identity primary key, at bigint not null, officer uuid, act text not null,
          subject text, purpose text, prev bytea not null, hash bytea not null unique)`,
        `create table officers (
          id uuid primary key, name text not null, roles text[] not null, created_at bigint not null, suspended_at bigint)`,
        `create table invitations (hash bytea primary key, roles text[] not null, expires bigint not null)`,
        `create table passkeys (
          id text primary key, kind text not null check (kind in ('resident', 'officer')), holder uuid not null,
          public_key bytea not null, counter bigint not null, transports text[] not null)`,
        `create index passkeys_of_holder on passkeys (holder)`,
        `create table sessions (
          hash bytea primary key, kind text not null check (kind in ('resident', 'officer')), holder uuid not null,
          opened_at bigint not null, seen_at bigint not null, stepped_up_at bigint)`,
        `create index sessions_of_holder on sessions (holder)`,
        `create index sessions_by_opening on sessions (opened_at)`,
        `create table challenges (challenge text primary key, kind text not null, subject text, expires bigint not null)`,
        `create index challenges_by_expiry on challenges (expires)`,
        `create table accounts (
          id uuid primary key, created_at bigint not null,
          state text not null check (state in ('started', 'waiting', 'asked-again', 'accepted', 'refused')),
          wrapped bytea not null, sealed bytea, document_tag bytea, submitted_at bigint,
          claimed_by uuid references officers, claimed_at bigint, decided_at bigint, reason text,
          typed_by uuid references officers)`,
        `create index accounts_waiting on accounts (submitted_at, id) where state = 'waiting'`,
        `create index accounts_by_document on accounts (document_tag) where document_tag is not null`,
        `create index accounts_unfinished on accounts (created_at) where state in ('started', 'asked-again', 'refused')`,
        `create table pictures (
          account_id uuid not null references accounts, kind text not null check (kind in ('document', 'address')),
          sealed bytea not null, primary key (account_id, kind))`,
        `create table declarations (
          id uuid primary key, account_id uuid not null references accounts, made_at bigint not null, sealed bytea not null,
          set_aside boolean not null default false)`,
        `create index declarations_of_account on declarations (account_id)`,
        `create index declarations_by_time on declarations (made_at)`,
        `create table credentials (
          id uuid primary key, account_id uuid not null references accounts, added_at bigint not null, sealed bytea not null)`,
        `create index credentials_of_account on credentials (account_id)`,
        `create table shares (
          id bytea not null, account_id uuid not null references accounts, shared_at bigint not null, sealed bytea not null,
          primary key (account_id, id))`,
        `create index shares_by_time on shares (shared_at)`,
        `create table appeals (
          id uuid primary key, account_id uuid not null references accounts, made_at bigint not null, sealed bytea not null,
          claimed_by uuid references officers, claimed_at bigint, answered_at bigint,
          outcome text check (outcome in ('stands', 'set-aside')), sealed_answer bytea)`,
        `create unique index appeals_open on appeals (account_id) where answered_at is null`,
        `create index appeals_waiting on appeals (made_at, id) where answered_at is null`,
        `create index appeals_of_account on appeals (account_id)`,
        `create index appeals_by_answer on appeals (answered_at) where answered_at is not null`,
        `create table paper_codes (
          serial bigint primary key, account_id uuid references accounts, issued_at bigint not null,
          issued_by uuid not null references officers, until bigint not null, revoked_at bigint)`,
        `create index paper_codes_of_account on paper_codes (account_id)`,
        `create index paper_codes_by_end on paper_codes (until)`,
        `create table receipts (request bytea primary key, receipt text not null, at bigint not null)`,
        `create index receipts_by_time on receipts (at)`,
      )
    },
  },
}
