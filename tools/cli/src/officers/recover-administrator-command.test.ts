import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { connect, prepareDatabases } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type EmbeddedPostgres, startEmbedded } from "@homesafe/db/embedded"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { readRecoverArguments, recoverAdministrators } from "./recover-administrator-command.ts"

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-recover-"))
let postgres: EmbeddedPostgres
let url = ""

beforeAll(async () => {
  fs.chmodSync(dir, 0o755) // PostgreSQL runs as another user where the tests run as root
  postgres = await startEmbedded(path.join(dir, "postgres"))
  url = (await prepareDatabases(postgres.adminUrl, { public: "p", authority: "a" })).authorityUrl
}, 60_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await postgres.stop()
  fs.rmSync(dir, { recursive: true, force: true })
})

async function run(...names: string[]) {
  const said: string[] = []
  const isDone = await recoverAdministrators(dir, names, 1_748_836_800, (line) => said.push(line))
  return { isDone, said: said.join("\n") }
}

test("the command prints a link of the console for the only administrator, and says why where it makes none", async () => {
  expect(await run("Ada")).toMatchObject({ isDone: false, said: expect.stringContaining("no system runs here") })
  vi.stubEnv("HOMESAFE_DATABASE_URL", url)
  vi.stubEnv("HOMESAFE_CONSOLE_ORIGIN", "https://console.test")
  const db = connect<AuthorityTables>(url, 1)
  await db
    .insertInto("officers")
    .values({ name: "Ada", roles: ["administrator"], created_at: 1 })
    .execute()
  expect((await run("Ada")).said).toMatch(/Ada: open this.*\nhttps:\/\/console\.test\/recover#[\w-]{43}\n/)
  expect(await run("Ben")).toMatchObject({
    isDone: false,
    said: expect.stringContaining("no administrator of that name"),
  })
  await db.destroy()
})

test("words that are no name are not understood", () => {
  expect(readRecoverArguments(["recover-administrator"])).toBeUndefined()
  expect(readRecoverArguments(["recover-administrator", "--all"])).toBeUndefined()
  expect(readRecoverArguments(["recover-administrator", " Ada Chan "])).toEqual(["Ada Chan"])
})
