import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type EmbeddedPostgres, startEmbedded } from "./embedded.ts"
import { type PreparedDatabases, prepareDatabases } from "./prepare-databases.ts"

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-db-"))
fs.chmodSync(dir, 0o755)
let postgres: EmbeddedPostgres
let urls: PreparedDatabases

beforeAll(async () => {
  postgres = await startEmbedded(dir)
  urls = await prepareDatabases(postgres.adminUrl, { public: "p", authority: "a" })
}, 60_000)
afterAll(async () => {
  await postgres.stop()
  fs.rmSync(dir, { recursive: true, force: true })
})

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test("both databases can be prepared again and again", async () => {
  expect(await prepareDatabases(postgres.adminUrl, { public: "p", authority: "a" })).toEqual(urls)
})

test("the public server's role cannot enter the authority's database", async () => {
  const url = new URL(urls.publicUrl)
  url.pathname = "/homesafe_authority"
  await expect(ask(url.href, "select 1")).rejects.toThrow(/permission denied/)
})

test("the authority's role can add to the audit log and cannot change or remove what is there", async () => {
  await ask(urls.authorityUrl, "insert into audit (at, act, prev, hash) values (1, 'test', '', '')")
  await expect(ask(urls.authorityUrl, "update audit set act = 'other'")).rejects.toThrow(/permission denied/)
  await expect(ask(urls.authorityUrl, "delete from audit")).rejects.toThrow(/permission denied/)
  await expect(ask(urls.authorityUrl, "truncate audit")).rejects.toThrow(/permission denied/)
})

test("PostgreSQL makes every commit durable", async () => {
  expect(await ask(urls.publicUrl, "show fsync")).toEqual([{ fsync: "on" }])
  expect(await ask(urls.publicUrl, "show synchronous_commit")).toEqual([{ synchronous_commit: "on" }])
})
