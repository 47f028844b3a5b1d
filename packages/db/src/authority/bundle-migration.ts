import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { limitToAreas } from "./officer-migrations.ts"

/** Many warnings by name that one officer proposes and another approves in one act each, and the listed exposure that each came from. */
export const bundleMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table decision_bundles (
      id text primary key, hash bytea not null, proposed_by uuid not null references officers, proposed_at bigint not null)`.execute(
      db,
    )
    await sql`alter table decisions add column bundle text references decision_bundles,
      add column exposure uuid references listed_exposures on delete set null`.execute(db)
    await sql`create index decisions_by_bundle on decisions (bundle) where bundle is not null`.execute(db)
    await sql`create index decisions_by_exposure on decisions (exposure) where exposure is not null`.execute(db)
    await sql`create index decisions_waiting on decisions (bundle) where state = 'proposed' and bundle is not null`.execute(
      db,
    )
    await limitToAreas(db, {
      decision_bundles: "exists (select from decisions where decisions.bundle = decision_bundles.id)",
    })
  },
}
