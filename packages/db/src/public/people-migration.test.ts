import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { sql } from "kysely"
import { Migrator } from "kysely/migration"
import { afterAll, beforeAll, expect, test } from "vitest"
import { connect } from "../connect.ts"
import { type EmbeddedPostgres, startEmbedded } from "../embedded.ts"
import { publicMigrations } from "./migrations.ts"

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-db-"))
fs.chmodSync(dir, 0o755)
let postgres: EmbeddedPostgres

beforeAll(async () => {
  postgres = await startEmbedded(dir)
}, 60_000)
afterAll(async () => {
  await postgres.stop()
  fs.rmSync(dir, { recursive: true, force: true })
})

test("the operator of every venue that there was is its owner after the upgrade, and nobody else is anything", async () => {
  const db = connect<unknown>(postgres.adminUrl, 2)
  const migrateTo = async (names: readonly string[]) => {
    const known = Object.fromEntries(Object.entries(publicMigrations).filter(([name]) => names.includes(name)))
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => known } }).migrateToLatest()
    if (error) throw error
  }
  const all = Object.keys(publicMigrations)
  await migrateTo(all.filter((name) => name < "0013-people"))
  await sql`insert into operators (mail) values ('a@go.test'), ('b@go.test'), ('idle@go.test')`.execute(db)
  await sql`insert into venues (operator_id, application, commit, state)
    select id, '{}', decode(md5(mail || n), 'hex'), 'reviewed' from operators, generate_series(1, 2) as n
    where mail <> 'idle@go.test'`.execute(db)
  await migrateTo(all)
  const rows = await sql<{ mail: string; role: string; n: number }>`
    select mail, role, count(*) as n from venue_members join operators on operators.id = venue_members.operator_id
    join venues on venues.id = venue_id and venues.operator_id = venue_members.operator_id group by mail, role order by mail`.execute(
    db,
  )
  expect(rows.rows).toEqual([
    { mail: "a@go.test", role: "owner", n: 2 },
    { mail: "b@go.test", role: "owner", n: 2 },
  ])
  await db.destroy()
})
