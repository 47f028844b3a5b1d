import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"

/** One list of telephone calls: of register forms as before, and of cases themselves, with language, next try and whose call it is. */
export const callMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table form_calls rename to calls`.execute(db)
    await sql`alter table calls
      add column id uuid not null default gen_random_uuid(), add column language text, add column interpreter boolean not null default false,
      add column due bigint not null default 0, add column officer_id uuid references officers, add column tries integer not null default 0`.execute(
      db,
    )
    await sql`alter table calls
      drop constraint form_calls_pkey, add primary key (id), alter column decision_id drop not null, alter column eid drop not null,
      add unique (decision_id, eid), add check ((decision_id is null) = (eid is null)), alter column due drop default`.execute(
      db,
    )
    await sql`update calls set tries = 1 where outcome is not null`.execute(db)
    await sql`create index calls_to_make on calls (due, id) where outcome is null or outcome = 'try-again'`.execute(db)
    await sql`create index calls_of_officer on calls (officer_id, due) where outcome is null or outcome = 'try-again'`.execute(
      db,
    )
  },
}
