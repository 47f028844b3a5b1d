import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"

const AREAS = "(select string_to_array(current_setting('homesafe.areas', true), ','))::smallint[]"
const WHOLE = "(select coalesce(current_setting('homesafe.areas', true), '')) = ''"
const OF_CASE = "exists (select from cases where cases.id = case_id)"
const OF_VENUE = "exists (select from venues where venues.id = venue_id)"

/**
 * Which rows there are for an officer with areas (ADR 0036). A rule that asks another table sees that table through its own rule. Venues
 * and reports whose area nobody knows are everybody's; a case without an area is the whole authority's.
 */
const areaPolicies = {
  cases: `area = any (${AREAS})`,
  case_handovers: `to_area = any (${AREAS}) or ${OF_CASE}`,
  venues: `area is null or area = any (${AREAS})`,
  inspections: `area is null or area = any (${AREAS})`,
  decisions: `${OF_CASE} or exists (select from venues where venues.vid = decisions.vid)
    or proposed_by::text = (select current_setting('homesafe.officer', true))`,
  venue_notices: "exists (select from decisions where decisions.id = decision_id)",
  venue_requests: `${OF_VENUE} or exists (select from decisions where decisions.vid = venue_requests.vid and decisions.day = venue_requests.day)`,
  door_inspections: OF_VENUE,
  account_requests: `venue_id is null or ${OF_VENUE}`,
  case_keys: OF_CASE,
  case_visits: OF_CASE,
  case_notes: OF_CASE,
  case_tasks: OF_CASE,
  retention_acts: `case_id is null or ${OF_CASE}`,
  code_requests: OF_CASE,
  upload_codes: OF_CASE,
  uploads: OF_CASE,
  form_calls: OF_CASE,
} as const

/** From here on a connection that answers for an officer with areas holds only the rows of each table that its rule names. */
export async function limitToAreas(db: Kysely<unknown>, rules: Readonly<Record<string, string>>): Promise<void> {
  for (const [table, rule] of Object.entries(rules)) {
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
    await sql.raw(`create policy areas on ${table} using ((${WHOLE}) or (${rule}))`).execute(db)
  }
}

/** Steps of the authority's database for officers: areas, the identity provider, and how much one reads. See `authorityMigrations`. */
export const officerMigrations: Record<string, Migration> = {
  // Areas of officers, cases and venues; from here on a connection that answers for an officer holds only what lies in the officer's areas.
  "0021-areas": {
    async up(db: Kysely<unknown>) {
      await sql`alter table officers add column areas smallint[] not null default '{}'`.execute(db)
      await sql`alter table invitations add column areas smallint[] not null default '{}'`.execute(db)
      await sql`alter table cases add column area smallint`.execute(db)
      await sql`alter table inspections add column area smallint`.execute(db)
      await sql`alter table venues add column area smallint, add column area_from text`.execute(db)
      await sql`create index venues_to_place on venues (id) where area_from is distinct from application #>> '{address,en}'`.execute(
        db,
      )
      await sql`create table case_handovers (
        case_id uuid primary key references cases, to_area smallint, reason text not null,
        asked_by uuid not null references officers, asked_at bigint not null)`.execute(db)
      await sql`create view venue_register as select id, vid, commit, state, application, skeleton, register_number, codes,
        not_before, own_premises, closed_at from venues`.execute(db)
      await limitToAreas(db, areaPolicies)
    },
  },
  // The authority's own identity provider: who is bound to it, and ways to it that are open.
  "0021-identity-provider": {
    async up(db: Kysely<unknown>) {
      await sql`create table oidc_subjects (
        issuer text not null, subject text not null, officer_id uuid not null references officers, primary key (issuer, subject))`.execute(
        db,
      )
      await sql`create table oidc_requests (
        state bytea primary key, browser bytea not null, kind text not null check (kind in ('sign-in', 'enrol', 'step-up')),
        nonce text not null, verifier text not null, invitation jsonb, session bytea, officer_id uuid,
        started_at bigint not null, expires bigint not null)`.execute(db)
      await sql`create index oidc_requests_by_time on oidc_requests (expires)`.execute(db)
      await sql`alter table sessions add column way text not null default 'passkey' check (way in ('passkey', 'oidc'))`.execute(
        db,
      )
    },
  },
  // Reads of sealed words are counted for each officer, and another officer agrees to more.
  "0021-read-permits": {
    async up(db: Kysely<unknown>) {
      await sql`create table read_permits (
        id uuid primary key, officer_id uuid not null references officers, asked_at bigint not null,
        state text not null check (state in ('waiting', 'granted', 'refused')),
        decided_by uuid references officers, decided_at bigint, check (decided_by is null or decided_by <> officer_id))`.execute(
        db,
      )
      await sql`create unique index read_permits_waiting on read_permits (officer_id) where state = 'waiting'`.execute(
        db,
      )
      await sql`create index read_permits_by_officer on read_permits (officer_id, decided_at)`.execute(db)
      await sql`create index audit_reads on audit (officer, at)
        where act in ('read-visits', 'read-notes', 'read-forms', 'read-calls', 'analyse-visits')`.execute(db)
    },
  },
  // Inspectors and auditors; invitations, recoveries and new rights by two; from which device a session is.
  "0025-officer-roles": {
    async up(db: Kysely<unknown>) {
      // Whoever traced went to doors, and whoever administered read the log: nobody loses at an update what nobody else has.
      await sql`update officers set roles = roles || '{inspector}' where 'tracer' = any (roles)`.execute(db)
      await sql`update officers set roles = roles || '{auditor}' where 'administrator' = any (roles)`.execute(db)
      await sql`update invitations set roles = roles || '{inspector}' where 'tracer' = any (roles) and not spent`.execute(
        db,
      )
      await sql`create table officer_acts (
        id uuid primary key, kind text not null check (kind in ('invitation', 'recovery', 'change')),
        officer_id uuid references officers, roles text[] not null, areas smallint[] not null, reason text,
        state text not null check (state in ('proposed', 'agreed', 'done', 'refused', 'taken-back')),
        proposed_by uuid not null references officers, proposed_at bigint not null,
        decided_by uuid references officers, decided_at bigint, expires bigint not null,
        check ((kind = 'invitation') = (officer_id is null)), check (kind <> 'recovery' or reason is not null),
        check (proposed_by <> officer_id), check (state not in ('agreed', 'done') or decided_by is null or decided_by <> proposed_by),
        check (state not in ('agreed', 'done') or kind <> 'recovery' or (decided_by is not null and decided_by <> officer_id)))`.execute(
        db,
      )
      await sql`create index officer_acts_newest on officer_acts (proposed_at desc, id) where state in ('proposed', 'agreed')`.execute(
        db,
      )
      await sql`create unique index officer_acts_of_officer on officer_acts (officer_id, kind) where state in ('proposed', 'agreed')`.execute(
        db,
      )
      await sql`create table officer_rule (one boolean primary key default true check (one), two_since bigint)`.execute(
        db,
      )
      await sql`insert into officer_rule (two_since)
        select case when count(*) > 1 then max(created_at) end from officers
        where 'administrator' = any (roles) and suspended_at is null`.execute(db)
      await sql`alter table invitations add column act_id uuid unique references officer_acts on delete cascade,
        add column officer_id uuid references officers`.execute(db)
      await sql`alter table signing_keys add column ended_at bigint`.execute(db)
      await sql`alter table sessions add column device text`.execute(db)
    },
  },
}
