import { createHash, randomBytes } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { connect, type Database, prepareDatabases } from "@homesafe/db"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type EmbeddedPostgres, startEmbedded } from "@homesafe/db/embedded"
import { unixSeconds } from "@homesafe/protocol"
import { makeLog } from "@homesafe/service"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { checkAudit, keysOf } from "./check-audit.ts"
import { keepCheckpoints } from "./keep-checkpoints.ts"

const NOW = unixSeconds(1_748_836_800)
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-checkpoints-"))
const keeper = new Uint8Array(randomBytes(32))
const dep = "0011223344556677"
let postgres: EmbeddedPostgres
let serverUrl: string
/** What the server's role may do, and what the owner of the database may. */
let db: Database<AuthorityTables>
let owner: Database<AuthorityTables>
let folder: string

const urlOf = (name: string) => Object.assign(new URL(postgres.adminUrl), { pathname: `/${name}` }).href
const open = () => {
  db = connect<AuthorityTables>(serverUrl)
  owner = connect<AuthorityTables>(urlOf("homesafe_authority"), 1)
}
const shut = () => Promise.all([db.destroy(), owner.destroy()])

beforeAll(async () => {
  fs.chmodSync(dir, 0o755) // PostgreSQL runs as another user where the tests run as root
  postgres = await startEmbedded(path.join(dir, "postgres"))
  serverUrl = (await prepareDatabases(postgres.adminUrl, { public: "p", authority: "a" })).authorityUrl
  open()
})
afterAll(async () => {
  await shut()
  await postgres.stop()
  fs.rmSync(dir, { recursive: true, force: true })
})
beforeEach(async () => {
  await sql`truncate audit restart identity`.execute(owner)
  folder = fs.mkdtempSync(path.join(dir, "elsewhere-"))
})

const log = makeLog("test")
log.level = "silent"
const write = (act: string) =>
  db.transaction().execute((tx) => writeAudit(tx, { at: NOW, officer: null, act, subject: null }))
async function writeAll(count: number, what = "act"): Promise<void> {
  for (let i = 0; i < count; i += 1) await write(`${what}-${i}`)
}
// as: a round needs no more of the server than this
const deps = (keys = { keeper }) => ({ db, dep, log, keys, clock: { now: () => NOW } }) as never
const state: { auditFaults?: number } = {}
const keep = () => keepCheckpoints(deps(), folder, state)
const faults = async () => (await checkAudit({ db, dep, keys: keysOf(keeper), folder })).faults
const lines = () => fs.readFileSync(path.join(folder, "audit-checkpoints.jsonl"), "utf8").split("\n").filter(Boolean)

/** Makes every entry from the first on follow from the one before it, as somebody would who knows how. */
async function forgeChain(): Promise<void> {
  let prev = Buffer.alloc(32)
  for (const e of await owner.selectFrom("audit").selectAll().orderBy("seq").execute()) {
    const words = JSON.stringify([e.at, e.officer, e.act, e.subject, e.purpose])
    const hash = createHash("sha256").update(prev).update(words).digest()
    await owner.updateTable("audit").set({ prev, hash }).where("seq", "=", e.seq).execute()
    prev = hash
  }
}

describe("hostile 47: the audit log", () => {
  test.each([
    ["change", sql`update audit set act = 'nothing'`],
    ["remove", sql`delete from audit`],
    ["empty", sql`truncate audit`],
    ["rename", sql`alter table audit rename to forgotten`],
    [
      "put a trigger on",
      sql`create trigger t before insert on audit execute function suppress_redundant_updates_trigger()`,
    ],
    ["drop", sql`drop table audit`],
    ["count anew", sql`alter sequence audit_seq_seq restart`],
  ])("the server's role may not %s it", async (_, attempt) => {
    await writeAll(2)
    await expect(attempt.execute(db)).rejects.toThrow(/permission denied|must be owner/)
    expect(await faults()).toEqual([])
  })

  test("that nobody touched is found whole; each checkpoint is one line, added once", async () => {
    await writeAll(3)
    expect([await keep(), await keep()]).toEqual(["kept", "nothing-new"])
    await write("later")
    expect(await keep()).toBe("kept")
    expect(lines().map((text) => JSON.parse(text).seq)).toEqual([3, 4])
    await write("not kept yet")
    expect(await faults()).toEqual([])
  })

  test("an entry that the database's owner changed is named", async () => {
    await writeAll(5)
    await owner.updateTable("audit").set({ act: "nothing" }).where("seq", "=", 3).execute()
    expect(await faults()).toEqual([{ fault: "altered", seq: 3 }])
    expect(await keep()).toBe("broken")
    expect(fs.readdirSync(folder), "nothing vouches for it").toEqual([])
    expect(state.auditFaults, "officers are told").toBe(1)
    const alone = { auditFaults: 0 }
    expect(await keepCheckpoints(deps(), null, alone), "without a folder elsewhere the chain tells").toBe("broken")
    expect(alone.auditFaults).toBe(1)
  })

  test.each([1, 3])("where entry %i was removed, the next one does not follow", async (seq) => {
    await writeAll(5)
    await owner.deleteFrom("audit").where("seq", "=", seq).execute()
    expect(await faults()).toEqual([{ fault: "out-of-place", seq: seq + 1 }])
  })

  test("entries that changed places are named", async () => {
    await writeAll(5)
    await sql`alter table audit alter seq set generated by default`.execute(owner)
    const move = (from: number, to: number) => sql`update audit set seq = ${to} where seq = ${from}`.execute(owner)
    await move(2, 99)
    await move(3, 2)
    await move(99, 3)
    expect(await faults()).toEqual([2, 3, 4].map((seq) => ({ fault: "out-of-place", seq })))
  })

  test("when its end was cut off, or all of it, what was kept elsewhere tells", async () => {
    await writeAll(5)
    await keep()
    await owner.deleteFrom("audit").where("seq", ">", 3).execute()
    expect(await faults()).toEqual([{ fault: "missing", seq: 5, t: NOW }])
    await sql`truncate audit`.execute(owner)
    expect(await faults()).toEqual([{ fault: "missing", seq: 5, t: NOW }])
    // Not even when the log has grown past that number again.
    await sql`alter sequence audit_seq_seq restart`.execute(owner)
    await writeAll(7, "other")
    expect(await faults()).toEqual([{ fault: "rewritten", seq: 5, t: NOW }])
    expect(await keep()).toBe("broken")
  })

  test("when its owner changed an entry and made all others follow from it, the chain holds and the checkpoint does not", async () => {
    await writeAll(5)
    await keep()
    await owner.updateTable("audit").set({ act: "nothing" }).where("seq", "=", 2).execute()
    await forgeChain()
    expect(await faults()).toEqual([{ fault: "rewritten", seq: 5, t: NOW }])
  })

  test("when the whole database was put back to an earlier state and worked on, every checkpoint since tells", async () => {
    const asAdmin = async (...statements: readonly string[]) => {
      const admin = connect<unknown>(postgres.adminUrl, 1)
      for (const statement of statements) await sql.raw(statement).execute(admin)
      await admin.destroy()
    }
    await writeAll(3)
    await keep()
    await shut()
    await asAdmin("create database earlier template homesafe_authority")
    open()
    await write("read-visits")
    await keep()
    await write("read-notes")
    await keep()
    await shut()
    await asAdmin("drop database homesafe_authority", "alter database earlier rename to homesafe_authority")
    open()
    expect(await faults()).toEqual([4, 5].map((seq) => ({ fault: "missing", seq, t: NOW })))
    await write("something else")
    expect(await faults()).toEqual([
      { fault: "rewritten", seq: 4, t: NOW },
      { fault: "missing", seq: 5, t: NOW },
    ])
  })

  test("a checkpoint that another key signed, or that was changed or cut off, is none and is named; the next one is kept all the same", async () => {
    await writeAll(2)
    await keep()
    const file = path.join(folder, "audit-checkpoints.jsonl")
    const [good = ""] = lines()
    await keepCheckpoints(deps({ keeper: new Uint8Array(randomBytes(32)) }), folder, {})
    fs.appendFileSync(file, `${good.replace('"seq":2', '"seq":1')}\n${good.slice(0, 90)}`)
    await write("later")
    expect(await keep()).toBe("kept")
    expect(lines()).toHaveLength(5)
    expect(await faults()).toEqual([2, 3, 4].map((line) => ({ fault: "not-ours", line })))
  })

  test("a folder that is not mounted is no empty one", async () => {
    await write("act")
    await expect(keepCheckpoints(deps(), path.join(folder, "gone"), {})).rejects.toThrow("ENOENT")
  })

  test("twenty thousand entries are walked in a few seconds", async () => {
    await writeAll(1)
    const values = sql`select ${NOW}, 'act-' || n, sha256(n::text::bytea), sha256(n::text::bytea) from generate_series(2, 20000) n`
    await sql`insert into audit (at, act, prev, hash) ${values}`.execute(owner)
    const begun = performance.now()
    expect(await faults()).toHaveLength(100)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})
