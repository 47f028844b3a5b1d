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
}
