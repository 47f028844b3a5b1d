import { randomBytes } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { connect, type Database, prepareDatabases } from "@homesafe/db"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type EmbeddedPostgres, startEmbedded } from "@homesafe/db/embedded"
import { ed25519PublicKey, hexOf, unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { checkAuditOf, readCheckAuditArguments } from "./check-audit-command.ts"

const NOON = unixSeconds(1_748_836_800)
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-check-audit-"))
const folder = path.join(dir, "elsewhere")
const keeper = new Uint8Array(randomBytes(32))
let postgres: EmbeddedPostgres
let owner: Database<AuthorityTables>

beforeAll(async () => {
  fs.chmodSync(dir, 0o755) // PostgreSQL runs as another user where the tests run as root
  fs.mkdirSync(folder)
  fs.writeFileSync(path.join(dir, "keeper.key"), hexOf(keeper))
  postgres = await startEmbedded(path.join(dir, "postgres"))
  const { authorityUrl } = await prepareDatabases(postgres.adminUrl, { public: "p", authority: "a" })
  vi.stubEnv("HOMESAFE_DATABASE_URL", authorityUrl)
  vi.stubEnv("HOMESAFE_DEP", "0011223344556677")
  vi.stubEnv("HOMESAFE_KEEPER_KEY_FILE", path.join(dir, "keeper.key"))
  owner = connect(Object.assign(new URL(postgres.adminUrl), { pathname: "/homesafe_authority" }).href, 1)
  for (const act of ["open-case", "read-visits"])
    await owner.transaction().execute((tx) => writeAudit(tx, { at: NOON, officer: null, act, subject: null }))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await owner.destroy()
  await postgres.stop()
  fs.rmSync(dir, { recursive: true, force: true })
})

/** What the command says, and whether all is well. */
async function run(...words: readonly string[]): Promise<{ readonly isWell: boolean; readonly said: string }> {
  const wanted = readCheckAuditArguments(["check-audit", ...words])
  if (!wanted) throw new Error("not understood")
  const said: string[] = []
  const isWell = await checkAuditOf(dir, wanted, NOON, (line) => said.push(line))
  return { isWell, said: said.join("\n") }
}

test("hostile 47: the command keeps a checkpoint on demand, and says in plain words that the end of the log is gone", async () => {
  expect(await run(folder, "--keep")).toMatchObject({ isWell: true, said: expect.stringContaining("was added") })
  expect((await run(folder, "--keep")).said).toContain("nothing is new")
  await owner.deleteFrom("audit").where("seq", "=", 2).execute()
  const found = await run(folder)
  expect(found.isWell).toBe(false)
  expect(found.said).toContain("entry 2 was there on 2025-06-02 04:00 UTC and is gone")
  expect((await run()).said, "without checkpoints nothing is missed").toContain("only checkpoints can tell")
})

test("another organisation checks with the public key alone, and keeps nothing with it", async () => {
  vi.stubEnv("HOMESAFE_KEEPER_KEY_FILE", "")
  expect((await run(folder, "--key", hexOf(ed25519PublicKey(keeper)))).said).toContain("entry 2 was there")
  expect((await run(folder)).said).toContain("line 1 of the checkpoints is damaged")
})

test("a command that cannot be meant so is refused", () => {
  for (const words of [["--keep"], ["a", "b"], ["--key", "00"], ["--other"]])
    expect(readCheckAuditArguments(["check-audit", ...words])).toBeUndefined()
})
