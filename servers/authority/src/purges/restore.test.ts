import { spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import fs from "node:fs"
import path from "node:path"
import { unixSeconds } from "@homesafe/protocol"
import { openAtRest, sealAtRest } from "@homesafe/service/seal-at-rest"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { readCaseKey } from "../cases/case-keys.ts"
import { endCases } from "../cases/end-cases.ts"
import { openedVisitsOf } from "../cases/read-visits.ts"
import { backUp, CANARY, entriesOf, everyFile, keyPath, sevenYearCase } from "./purges.test-support.ts"
import { settleRetention } from "./settle.ts"

let authority: TestAuthority
let officer: string
beforeAll(async () => {
  authority = await startAuthority()
  officer = (await addOfficer(authority.deps, ["tracer"])).id
})
afterAll(() => authority.stop())
beforeEach(() => settleRetention(authority.deps))

const DAY = 86_400
/** Seven years, a day, and a month in which the round did not run. */
const late = () => unixSeconds(authority.deps.clock.now() + Math.ceil((7 * 365.25 + 1 + 30) * DAY))
const lateDeps = () => ({ ...authority.deps, clock: { now: late } })
const caseIds = async () => (await authority.deps.db.selectFrom("cases").select("id").execute()).map(({ id }) => id)
const entriesFor = async (id: string) => (await entriesOf(authority.deps)).filter(({ subject }) => subject === id)
const ledgerFile = () => path.join(authority.deps.purgeLedger, "purge-ledger.jsonl")

describe("hostile 55: a backup of before a purge is put back", () => {
  test("its case cannot be opened, the start carries the ledger's purge out again before anybody is served, and enters it no second time", async () => {
    const { deps } = authority
    const over = await sevenYearCase(deps, officer)
    const putBack = await backUp(authority)
    const other = await sevenYearCase(deps, officer)
    await deps.db.updateTable("cases").set({ kept_until: "2099-01-01" }).where("id", "=", other).execute()
    await endCases(lateDeps())
    expect(await caseIds()).toEqual([other])
    const entries = await entriesOf(deps)

    await putBack()
    expect(await caseIds()).toContain(over)
    expect(await readCaseKey(deps.db, deps.keys, over), "its file is gone").toBeUndefined()
    expect(await openedVisitsOf(deps, over)).toEqual([])
    await settleRetention(deps)
    await settleRetention(deps)
    expect(await caseIds()).not.toContain(over)
    expect(await entriesOf(deps)).toEqual(entries)
    expect(await entriesFor(over)).toHaveLength(1)
    const known = await deps.db.selectFrom("purges").select("hash").orderBy("seq").execute()
    expect(known.map(({ hash }) => hash)).toEqual(entries.map(({ hash }) => hash))
    fs.rmSync(keyPath(deps, other)) // the newer case went with the newer database
  })

  test("with the ledger of that day the start is refused, for the case's file is gone; so it is with an older folder of files", async () => {
    const { deps } = authority
    const over = await sevenYearCase(deps, officer)
    const putBack = await backUp(authority)
    const olderLedger = fs.readFileSync(ledgerFile())
    await endCases(lateDeps())
    const newerLedger = fs.readFileSync(ledgerFile())
    await putBack()
    fs.writeFileSync(ledgerFile(), olderLedger)
    await expect(settleRetention(deps)).rejects.toThrow(/1 cases have no file there/)
    expect(await openedVisitsOf(deps, over)).toEqual([])
    fs.writeFileSync(ledgerFile(), newerLedger)
    await settleRetention(deps)
    expect(await caseIds()).toEqual([])

    const kept = await sevenYearCase(deps, officer)
    const file = fs.readFileSync(keyPath(deps, kept))
    fs.rmSync(keyPath(deps, kept))
    await expect(settleRetention(deps)).rejects.toThrow("does not belong to this database")
    fs.writeFileSync(keyPath(deps, kept), file)
    await settleRetention(deps)
    expect(await openedVisitsOf(deps, kept)).toHaveLength(1)
  })

  test("without the newer ledger, or with another one, the start is refused in a plain sentence and nothing is purged", async () => {
    const { deps } = authority
    const older = fs.readFileSync(ledgerFile())
    await sevenYearCase(deps, officer)
    await endCases(lateDeps())
    const newer = fs.readFileSync(ledgerFile())
    const refused = async (ledger: Buffer | string | null, words: RegExp) => {
      if (ledger === null) fs.rmSync(ledgerFile())
      else fs.writeFileSync(ledgerFile(), ledger)
      await expect(settleRetention(deps)).rejects.toThrow(words)
      await expect(endCases(lateDeps())).rejects.toThrow(words)
    }
    await refused(
      older,
      /^The purge ledger is older than the database: it ends at entry \d+, and the database knows \d+\.$/,
    )
    await refused(null, /^The purge ledger is missing/)
    fs.writeFileSync(
      ledgerFile(),
      newer
        .toString()
        .replace(/"count":1\b/, '"count":2')
        .replace(/"count":0/, '"count":5'),
    )
    await expect(settleRetention(deps)).rejects.toThrow(/was changed after entry 0/)
    const moved = `${deps.purgeLedger}-gone`
    fs.renameSync(deps.purgeLedger, moved)
    await expect(settleRetention(deps)).rejects.toThrow(/HOMESAFE_PURGE_LEDGER is not there/)
    fs.renameSync(moved, deps.purgeLedger)
    fs.writeFileSync(ledgerFile(), newer)
    await settleRetention(deps)
  })

  test("a file of a purged case that an older folder brought back is destroyed before anybody is served", async () => {
    const { deps } = authority
    const over = await sevenYearCase(deps, officer)
    const file = fs.readFileSync(keyPath(deps, over))
    await endCases(lateDeps())
    expect(fs.existsSync(keyPath(deps, over))).toBe(false)
    fs.writeFileSync(keyPath(deps, over), file)
    await settleRetention(deps)
    expect(fs.existsSync(keyPath(deps, over))).toBe(false)
  })
})

describe("hostile 56: a purge that is broken off between the ledger, the database and the file", () => {
  test("killed when the ledger has the entry and the database has not committed, the next round carries it out, once", async () => {
    const { deps, admin } = authority
    const id = await sevenYearCase(deps, officer)
    await sql`create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return null; end $$`.execute(
      admin,
    )
    await sql`create constraint trigger wait after insert on purges deferrable initially deferred for each row execute function wait()`.execute(
      admin,
    )
    const program = `
      import { connect } from "@homesafe/db"
      import { endCases } from "../cases/end-cases.ts"
      await endCases({
        db: connect(process.env.TEST_URL), clock: { now: () => ${late()} }, offset: ${deps.offset}, log: { info() {} }, dep: "${deps.dep}",
        purgeLedger: "${deps.purgeLedger}", keys: { atRest: Buffer.alloc(32), caseKeys: "${deps.keys.caseKeys}" } })`
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      cwd: import.meta.dirname,
      env: { ...process.env, TEST_URL: authority.url },
      stdio: "ignore",
    })
    const ended = once(child, "exit")
    while ((await entriesFor(id)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill("SIGKILL")
    await ended
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'`.execute(admin)
    await sql`drop trigger wait on purges`.execute(admin)
    await sql`drop function wait`.execute(admin)
    expect(await caseIds(), "the database knows nothing of it").toContain(id)
    expect(await openedVisitsOf(deps, id)).toHaveLength(1)
    fs.appendFileSync(ledgerFile(), '{"seq":99,"at":1') // and another line was cut off
    await endCases(lateDeps())
    expect(await caseIds()).not.toContain(id)
    expect(fs.existsSync(keyPath(deps, id))).toBe(false)
    expect(await entriesFor(id)).toHaveLength(1)
    await sevenYearCase(deps, officer)
    await endCases(lateDeps())
    await settleRetention(deps)
  })

  test("broken off before the file is destroyed, the next round destroys it", async () => {
    const { deps } = authority
    const id = await sevenYearCase(deps, officer)
    const file = fs.readFileSync(keyPath(deps, id))
    fs.rmSync(keyPath(deps, id))
    fs.mkdirSync(keyPath(deps, id))
    await expect(endCases(lateDeps())).rejects.toThrow("EISDIR")
    fs.rmdirSync(keyPath(deps, id))
    fs.writeFileSync(keyPath(deps, id), file)
    expect(await caseIds()).not.toContain(id)
    await endCases(lateDeps())
    expect(fs.existsSync(keyPath(deps, id))).toBe(false)
    expect(await entriesFor(id)).toHaveLength(1)
  })

  test("two copies of the server end fifty cases at once: each has one entry, and the chain holds", async () => {
    const { deps } = authority
    const ids = []
    for (let n = 0; n < 60; n++) ids.push(await sevenYearCase(deps, officer))
    await Promise.all([endCases(lateDeps()), endCases(lateDeps()), endCases(lateDeps())])
    const subjects = (await entriesOf(deps)).map(({ subject }) => subject)
    expect(ids.every((id) => subjects.filter((subject) => subject === id).length === 1)).toBe(true)
    expect(await caseIds()).toEqual([])
  })
})

test("a key of an older version gets its file at the first start, and opens the same visits", async () => {
  const { deps } = authority
  const id = await sevenYearCase(deps, officer)
  const key = await readCaseKey(deps.db, deps.keys, id)
  const wrapped = sealAtRest(deps.keys.atRest, `case-key ${id}`, key ?? Buffer.alloc(0))
  await deps.db.updateTable("case_keys").set({ wrapped, outside: false }).where("case_id", "=", id).execute()
  fs.rmSync(keyPath(deps, id))
  await settleRetention(deps)
  expect(fs.existsSync(keyPath(deps, id))).toBe(true)
  expect(await openedVisitsOf(deps, id)).toHaveLength(1)
})

test("hostile 57: after a purge no file of the database or of its log holds the canary, the key or the case's file; what is left opens with none of them", async () => {
  const { deps, admin } = authority
  const number = `+852 ${randomBytes(4).readUInt32BE()}`
  const id = await sevenYearCase(deps, officer)
  const key = await readCaseKey(deps.db, deps.keys, id)
  const file = fs.readFileSync(keyPath(deps, id))
  const { wrapped } = await deps.db
    .selectFrom("case_keys")
    .selectAll()
    .where("case_id", "=", id)
    .executeTakeFirstOrThrow()
  const sealed_to = sealAtRest(deps.keys.atRest, "address", Buffer.from(number))
  const wish = {
    id: "6dd9c5f0-1111-4111-8111-111111111111",
    case_id: id,
    way: "sms",
    officer_id: officer,
    asked_at: deps.clock.now(),
  } as const
  await deps.db
    .insertInto("code_requests")
    .values({ ...wish, batch: wish.id, sealed_to, has_number: true, is_fresh: false, state: "waiting" })
    .execute()
  await endCases(lateDeps())
  await sql`checkpoint`.execute(admin)
  const bytes = everyFile(path.join(authority.dir, "postgres"))
  expect(bytes.includes(wrapped), "the sealed key lies on in the log until it is written over").toBe(true)
  for (const secret of [Buffer.from(CANARY), Buffer.from(number), key, file, Buffer.from(CANARY).toString("hex")])
    expect(secret && bytes.includes(secret)).toBe(false)
  expect(() => openAtRest(deps.keys.atRest, `case-key ${id}`, wrapped)).toThrow()
  expect(everyFile(authority.dir).includes(file)).toBe(false)
})
