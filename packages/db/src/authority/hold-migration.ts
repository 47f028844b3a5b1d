import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { limitToAreas } from "./officer-migrations.ts"

const OF_DECISION = "exists (select from decisions where decisions.id = decision_id)"

/** Approved decisions that an officer holds back before a list carries them, and what officers said to venues by telephone. */
export const holdMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table decisions drop constraint decisions_state_check,
      add constraint decisions_state_check check
        (state in ('proposed', 'approved', 'held', 'stopped', 'published', 'superseded', 'refused', 'taken-back'))`.execute(
      db,
    )
    await sql`create table decision_holds (
      id text primary key, decision_id text not null references decisions, reason text not null,
      held_by uuid not null references officers, held_at bigint not null,
      verdict text check (verdict in ('release', 'stop')), bytes bytea, hash bytea,
      proposed_by uuid references officers, proposer_key text, proposer_sig bytea, proposed_at bigint,
      approved_by uuid references officers, approver_key text, approver_sig bytea, ended_at bigint)`.execute(db)
    await sql`create unique index decision_holds_open on decision_holds (decision_id) where ended_at is null`.execute(
      db,
    )
    await sql`create index decision_holds_by_decision on decision_holds (decision_id, held_at)`.execute(db)
    await sql`create table venue_calls (
      id bigint generated always as identity primary key, decision_id text not null references decisions,
      officer_id uuid not null references officers, at bigint not null,
      outcome text not null check (outcome in ('reached', 'not-reached')), next_at bigint)`.execute(db)
    await sql`create index venue_calls_by_decision on venue_calls (decision_id, at)`.execute(db)
    await sql`create index venue_calls_by_time on venue_calls (at)`.execute(db)
    await limitToAreas(db, { decision_holds: OF_DECISION, venue_calls: OF_DECISION })
  },
}
