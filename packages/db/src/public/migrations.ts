import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"

/** The public database, step by step. A step that has been released is never edited. */
export const publicMigrations: Record<string, Migration> = {
  "0001-operators-venues-mailbox": {
    async up(db: Kysely<unknown>) {
      await sql`create table operators (id uuid primary key default gen_random_uuid(), mail text not null unique)`.execute(
        db,
      )
      await sql`create table sign_in_tokens (hash bytea primary key, mail text not null, expires bigint not null)`.execute(
        db,
      )
      await sql`create table operator_sessions (hash bytea primary key, operator_id uuid not null references operators, expires bigint not null)`.execute(
        db,
      )
      await sql`create table venues (
        id uuid primary key default gen_random_uuid(),
        serial bigint generated always as identity,
        operator_id uuid not null references operators,
        application jsonb not null,
        commit bytea not null unique,
        state text not null check (state in ('submitted', 'provisional', 'reviewed', 'refused')),
        reason text,
        codes jsonb not null default '[]')`.execute(db)
      await sql`create index venues_of_operator on venues (operator_id)`.execute(db)
      await sql`create index venues_to_collect on venues (serial) where state = 'submitted'`.execute(db)
      await sql`create table upload_codes (
        lookup bytea primary key, auth_hash bytea not null, reply bytea not null, expires bigint not null, spent_by bytea)`.execute(
        db,
      )
      await sql`create index upload_codes_by_expiry on upload_codes (expires)`.execute(db)
      await sql`create table sealed_uploads (lookup bytea primary key references upload_codes, box bytea not null)`.execute(
        db,
      )
    },
  },
  "0002-relay": {
    async up(db: Kysely<unknown>) {
      await sql`create table relay_boxes (id bytea primary key, box bytea, ack bytea, expires bigint not null)`.execute(
        db,
      )
      await sql`create index relay_boxes_by_expiry on relay_boxes (expires)`.execute(db)
    },
  },
  "0003-push": {
    async up(db: Kysely<unknown>) {
      await sql`create table push_subscriptions (
        endpoint text primary key, p256dh text not null, auth text not null, sent_day integer not null, refusals integer not null)`.execute(
        db,
      )
      await sql`create index push_subscriptions_by_day on push_subscriptions (sent_day)`.execute(db)
    },
  },
  "0004-kept-statements": {
    async up(db: Kysely<unknown>) {
      await sql`create table kept_statements (
        lookup bytea primary key references upload_codes, statement bytea not null, until_day integer not null)`.execute(
        db,
      )
    },
  },
  // The same columns, keys and reference as upload_codes and sealed_uploads: to write here costs what it costs there.
  "0005-decoys": {
    async up(db: Kysely<unknown>) {
      await sql`create table decoy_codes (
        lookup bytea primary key, auth_hash bytea not null, reply bytea not null, expires bigint not null, spent_by bytea)`.execute(
        db,
      )
      await sql`insert into decoy_codes select decode(lpad(to_hex(slot), 32, '0'), 'hex'), decode(repeat('00', 32), 'hex'),
        decode(repeat('00', 16), 'hex'), 0, null from generate_series(0, 255) as slot`.execute(db)
      await sql`create table decoy_uploads (
        lookup bytea primary key, slot bytea not null references decoy_codes, box bytea not null)`.execute(db)
    },
  },
  // What a reminder needs: the operator's language, when a venue's newest codes end, and what was told of that end.
  "0006-reminders": {
    async up(db: Kysely<unknown>) {
      for (const table of ["sign_in_tokens", "operators"])
        await sql`alter table ${sql.table(table)} add column language text not null default 'en'
          check (language in ('en', 'zh-Hant', 'zh-Hans'))`.execute(db)
      await sql`alter table venues add column ends_day integer, add column told_days integer`.execute(db)
      await sql`update venues set ends_day =
        (select max((code -> 'header' ->> 'notAfter')::integer) from jsonb_array_elements(codes) as code)`.execute(db)
      await sql`create index venues_by_end on venues (ends_day) where state in ('provisional', 'reviewed')`.execute(db)
    },
  },
  // What an operator does with a venue after its registration, counted, so that the authority collects each step once.
  "0007-venue-news": {
    async up(db: Kysely<unknown>) {
      await sql`alter table venues add column closed_at bigint, add column change jsonb,
        add column version integer not null default 0, add column seen_version integer not null default 0`.execute(db)
      await sql`create index venues_with_news on venues (serial) where version > seen_version`.execute(db)
    },
  },
  // Codes that phones did not accept: the day is all that is kept of the time, and nothing of who sent it.
  "0008-code-reports": {
    async up(db: Kysely<unknown>) {
      await sql`create table code_reports (
        id uuid primary key, day integer not null, problem text not null, text text not null, place text not null, photo bytea not null)`.execute(
        db,
      )
    },
  },
  "0009-screens": {
    async up(db: Kysely<unknown>) {
      await sql`create table screens (
        id uuid primary key default gen_random_uuid(),
        serial bigint generated always as identity,
        venue_id uuid not null references venues,
        entrance integer not null,
        kiosk_key bytea not null unique,
        state text not null check (state in ('asked', 'granted', 'refused')),
        reason text, issuer_grant bytea)`.execute(db)
      await sql`create index screens_of_venue on screens (venue_id)`.execute(db)
      await sql`create index screens_to_collect on screens (serial) where state = 'asked'`.execute(db)
    },
  },
  // What the authority asks of venues, and boxes that only it opens, until it has them.
  "0010-hours": {
    async up(db: Kysely<unknown>) {
      await sql`create table venue_requests (
        id bytea primary key, venue_id uuid not null references venues, day integer not null, until bigint not null, envelope jsonb not null,
        state text not null check (state in ('asked', 'answered', 'declined')), box bytea,
        told boolean not null default false, collected boolean not null default false)`.execute(db)
      await sql`create index venue_requests_of_venue on venue_requests (venue_id)`.execute(db)
      await sql`create index venue_requests_to_collect on venue_requests (id) where state <> 'asked' and not collected`.execute(
        db,
      )
    },
  },
  // Sealed records of visitor cards: parcels as they come, then shuffled files. Who sent one is not written.
  "0011-cards": {
    async up(db: Kysely<unknown>) {
      await sql`create table card_parcels (id bytea primary key, day integer not null, records integer not null, body bytea)`.execute(
        db,
      )
      await sql`create index card_parcels_by_day on card_parcels (day)`.execute(db)
      await sql`create table card_files (
        sha256 bytea primary key, day integer not null, bucket smallint not null, bytes bytea not null)`.execute(db)
      await sql`create index card_files_by_day on card_files (day)`.execute(db)
    },
  },
  // What a venue can show that it did, by day; nothing says who did it.
  "0014-diligence": {
    async up(db: Kysely<unknown>) {
      await sql`create table venue_checks (
        venue_id uuid not null references venues, day integer not null, kind text not null, entrance integer not null,
        primary key (venue_id, day, kind, entrance))`.execute(db)
      await sql`create index venue_checks_by_day on venue_checks (day)`.execute(db)
      await sql`create table door_inspections (
        id uuid primary key, venue_id uuid not null references venues, day integer not null, finding text not null, entrance integer)`.execute(
        db,
      )
      await sql`create index door_inspections_of_venue on door_inspections (venue_id)`.execute(db)
    },
  },
  // What venues are told of warnings about them, and what they say against it.
  "0015-notices": {
    async up(db: Kysely<unknown>) {
      await sql`create table venue_notices (
        id bytea primary key, venue_id uuid not null references venues, day integer not null, notice jsonb not null, list_at bigint not null,
        objection text, objected_at bigint, answer text, collected boolean not null default false)`.execute(db)
      await sql`create index venue_notices_of_venue on venue_notices (venue_id)`.execute(db)
      await sql`create index venue_notices_to_collect on venue_notices (id) where objection is not null and not collected`.execute(
        db,
      )
    },
  },
  // Sealed records of register forms until the authority has them. Who sent one, and when, is not written.
  "0012-forms": {
    async up(db: Kysely<unknown>) {
      await sql`create table form_records (
        hash bytea primary key, serial bigint generated always as identity, day integer not null, record bytea not null)`.execute(
        db,
      )
      await sql`create index form_records_by_serial on form_records (serial)`.execute(db)
      await sql`create index form_records_by_day on form_records (day)`.execute(db)
    },
  },
  // Codes that two officers ended, and screens that their operators gave up.
  "0014-ended": {
    async up(db: Kysely<unknown>) {
      await sql`alter table venues add column revoked jsonb`.execute(db)
      await sql`alter table screens add column removed_on integer`.execute(db)
    },
  },
  // A venue has people with roles. Who registered it, its only operator until now, is its owner.
  "0013-people": {
    async up(db: Kysely<unknown>) {
      await sql`create table venue_members (
        venue_id uuid not null references venues on delete cascade, operator_id uuid not null references operators,
        role text not null check (role in ('owner', 'manager', 'staff')), primary key (venue_id, operator_id))`.execute(
        db,
      )
      await sql`create index venue_members_of_operator on venue_members (operator_id)`.execute(db)
      await sql`insert into venue_members select id, operator_id, 'owner' from venues`.execute(db)
      await sql`alter table venues add column owner_changed_at bigint`.execute(db)
      await sql`create table offers (
        id uuid primary key default gen_random_uuid(), venue_id uuid not null references venues on delete cascade, mail text not null,
        role text not null check (role in ('owner', 'manager', 'staff')), kind text not null check (kind in ('invitation', 'hand-over')),
        offered_by uuid not null references operators, expires bigint not null, unique (venue_id, mail))`.execute(db)
      await sql`create index offers_by_mail on offers (mail)`.execute(db)
      await sql`create table hand_overs (
        id uuid primary key default gen_random_uuid(), venue_id uuid not null references venues on delete cascade,
        former uuid not null references operators, successor uuid not null references operators, successor_was text,
        undo_until bigint not null)`.execute(db)
      await sql`create index hand_overs_of_venue on hand_overs (venue_id)`.execute(db)
      await sql`create table mail_changes (
        id uuid primary key default gen_random_uuid(), operator_id uuid not null references operators, old_mail text not null,
        new_mail text not null, language text not null, confirmed_at bigint, expires bigint not null)`.execute(db)
      await sql`create table recoveries (
        id uuid primary key default gen_random_uuid(), venue_id uuid references venues on delete cascade, mail text not null,
        language text not null, words text not null,
        state text not null check (state in ('unproven', 'open', 'granted', 'refused', 'stopped', 'done')), agreed boolean not null default false,
        due_at bigint, expires bigint not null, version integer not null default 0, seen_version integer not null default 0)`.execute(
        db,
      )
      await sql`create index recoveries_of_venue on recoveries (venue_id)`.execute(db)
      await sql`create table card_wishes (
        id uuid primary key default gen_random_uuid(), operator_id uuid not null unique references operators, name text not null,
        purpose text not null, state text not null check (state in ('asked', 'granted', 'refused')), asked_at bigint not null,
        version integer not null default 1, seen_version integer not null default 0)`.execute(db)
      await sql`create table mailed_links (hash bytea primary key, kind text not null, subject uuid not null, expires bigint not null)`.execute(
        db,
      )
      await sql`create table mails_to_send (
        id uuid primary key default gen_random_uuid(), mail text not null, subject text not null, body text not null,
        tries integer not null default 0, next_at bigint not null, expires bigint not null)`.execute(db)
      await sql`create index mails_to_send_by_time on mails_to_send (next_at)`.execute(db)
    },
  },
  "0016-transparency": {
    async up(db: Kysely<unknown>) {
      await sql`create table transparency (one boolean primary key check (one), seq bigint not null, envelope jsonb not null)`.execute(
        db,
      )
    },
  },
  "0017-venue-phones": {
    async up(db: Kysely<unknown>) {
      await sql`alter table venues add column phone text`.execute(db)
    },
  },
}
