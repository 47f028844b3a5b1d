import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"

/** What was destroyed, as the purge ledger says it; keys that a file outside seals; what two officers decide about keeping. */
export const retentionMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table purges (
      seq bigint primary key, at bigint not null, class text not null, subject uuid, count integer not null, before bigint not null,
      purge_ids jsonb not null, destroyed text not null, prev text not null, hash text not null, key_gone boolean not null)`.execute(
      db,
    )
    await sql`create index purges_with_key on purges (seq) where not key_gone`.execute(db)
    await sql`alter table case_keys add column outside boolean not null default false`.execute(db)
    await sql`create index case_keys_inside on case_keys (case_id) where not outside`.execute(db)
    await sql`create index cases_over on cases (kept_until, id) where merged_into is null`.execute(db)
    await sql`create table retention_acts (
      id uuid primary key, kind text not null check (kind in ('hold', 'release', 'disclosure')), case_id uuid, ground text not null,
      reference text not null, until text, content jsonb, state text not null check (state in ('proposed', 'agreed', 'refused', 'taken-back', 'released')),
      proposed_by uuid not null references officers, proposed_at bigint not null,
      decided_by uuid references officers, decided_at bigint,
      check (state <> 'agreed' or decided_by <> proposed_by), check (kind <> 'hold' or until is not null))`.execute(db)
    await sql`create index retention_acts_by_case on retention_acts (case_id) where case_id is not null`.execute(db)
    await sql`create index retention_acts_newest on retention_acts (kind, proposed_at desc, id)`.execute(db)
    await sql`create index uploads_of_no_case on uploads (received_at) where case_id is null`.execute(db)
    await sql`create index decisions_ended on decisions (ended_at) where ended_at is not null`.execute(db)
    await sql`create index decisions_by_case on decisions (case_id) where case_id is not null`.execute(db)
  },
}
