import { spawn } from "node:child_process"
import { randomBytes, randomUUID } from "node:crypto"
import { once } from "node:events"
import fs from "node:fs"
import path from "node:path"
import { doesChainHold } from "@homesafe/db/audit"
import { keptUntil } from "@homesafe/domain"
import { unixSeconds } from "@homesafe/protocol"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { readLedger } from "../purges/ledger-file.ts"
import { ledgerOf } from "../purges/purge.ts"
import { openTestCaseWith, provenVisit } from "./case.test-support.ts"
import { endCases } from "./end-cases.ts"
import { findCase } from "./find-cases.ts"
import { writeNote } from "./notes.ts"
import { openWaiting } from "./open-uploads.ts"
import { openedVisitsOf, readVisits } from "./read-visits.ts"
import { searchCases } from "./search-cases.ts"
import { putTask } from "./tasks.ts"

let authority: TestAuthority
let officer: string
beforeAll(async () => {
  authority = await startAuthority()
  officer = (await addOfficer(authority.deps, ["tracer"])).id
})
afterAll(() => authority.stop())

const DAY = 86_400
/** Seven years and a day after the case was opened, and a month in which the round did not run. */
const late = () => unixSeconds(authority.deps.clock.now() + Math.ceil((7 * 365.25 + 1 + 30) * DAY))
const lateDeps = () => ({ ...authority.deps, clock: { now: late } })

/** A case opened today with all that can hang on it; what of it must be found nowhere afterwards, in hex. */
async function fullCase() {
  const { deps } = authority
  const id = await openTestCaseWith(deps, officer, [provenVisit(20_000)])
  await deps.db
    .updateTable("cases")
    .set({ kept_until: keptUntil(deps.clock.now()) })
    .where("id", "=", id)
    .execute()
  await writeNote(deps, officer, { caseId: id, id: randomUUID(), text: "Lives at the camp" })
  await putTask(deps, officer, { id: randomUUID(), caseId: id, kind: "interview", due: 0, officer })
  const [lookup, inner, box, laboratory, request_id] = [
    randomBytes(16),
    randomBytes(60),
    randomBytes(400),
    randomBytes(32),
    randomUUID(),
  ]
  await deps.db.insertInto("laboratory_numbers").values({ hash: laboratory, case_id: id }).execute()
  const request = {
    id: request_id,
    batch: request_id,
    case_id: id,
    officer_id: officer,
    asked_at: 0,
    state: "made",
  } as const
  await deps.db
    .insertInto("code_requests")
    .values({ ...request, way: "screen", has_number: false, is_fresh: false })
    .execute()
  const code = { lookup, case_id: id, sealed_inner: inner, to_register: null, given_at: 0, expires: 0, request_id }
  await deps.db.insertInto("upload_codes").values(code).execute()
  // The opener was sealed all the time.
  const upload = { lookup, case_id: id, box, received_at: 0, state: "waiting", reason: null } as const
  await deps.db.insertInto("uploads").values(upload).execute()
  const { wrapped } = await keyOf(id)
  const [visits, note] = await Promise.all([
    deps.db.selectFrom("case_visits").select("sealed").where("case_id", "=", id).executeTakeFirstOrThrow(),
    deps.db.selectFrom("case_notes").select("sealed").where("case_id", "=", id).executeTakeFirstOrThrow(),
  ])
  return { id, secrets: [wrapped, visits.sealed, note.sealed, inner, box, laboratory].map((b) => b.toString("hex")) }
}
const keyOf = (id: string) =>
  authority.deps.db.selectFrom("case_keys").select("wrapped").where("case_id", "=", id).executeTakeFirstOrThrow()

async function ledger() {
  const entries = []
  for await (const entry of readLedger(ledgerOf(authority.deps))) entries.push(entry)
  return entries
}

/** How many of these stand in any row of any table. */
async function found(secrets: readonly string[]): Promise<number> {
  let everything = ""
  for (const { name } of await authority.admin.introspection.getTables()) {
    const { rows } = await sql<{ t: string }>`select t::text from ${sql.table(name)} t`.execute(authority.admin)
    everything += rows.map(({ t }) => t).join("\n")
  }
  return secrets.filter((secret) => everything.includes(secret)).length
}

describe("hostile 54: seven years and a day later, with the round missed for a month", () => {
  test("the first round leaves nothing of the case in any table, and no file of its key; the log still says who read it, and what was destroyed", async () => {
    const { deps } = authority
    const { id, secrets } = await fullCase()
    await readVisits(deps, id, officer, "trace")
    expect(await found(secrets), "all of it is there before").toBe(secrets.length)
    const lastDay = unixSeconds(Date.parse(keptUntil(deps.clock.now())) / 1000 + DAY / 2)
    await endCases({ ...deps, clock: { now: () => lastDay } })
    expect(await found(secrets), "and on its last day").toBe(secrets.length)

    await endCases(lateDeps())
    expect(await found(secrets)).toBe(0)
    expect(await readVisits(lateDeps(), id, officer, "trace")).toEqual([])
    const entries = await deps.db.selectFrom("audit").selectAll().orderBy("seq").execute()
    expect(doesChainHold(entries)).toBe(true)
    const acts = entries.filter(({ subject }) => subject === id).map(({ act }) => act)
    expect(acts).toEqual(["write-note", "put-task", "read-visits", "end-case", "read-visits"])
    const [entry] = (await ledger()).filter(({ subject }) => subject === id)
    expect(entry).toMatchObject({ class: "case", count: 9 })
    expect(entries.find(({ act, subject }) => act === "end-case" && subject === id)?.purpose).toBe(entry?.destroyed)
    expect(fs.readdirSync(path.join(deps.keys.caseKeys, id.slice(0, 2)))).not.toContain(`${id}.key`)
    expect((await searchCases(deps, {})).cases.map((found) => found.id)).not.toContain(id)
    expect(await findCase(deps, id)).toBeUndefined()
    expect(JSON.stringify(entries)).not.toContain("camp")
  })

  test("an upload that was never opened waits no more: it would have been asked for at every round, before all others", async () => {
    const { id } = await fullCase()
    await endCases(lateDeps())
    await openWaiting(lateDeps())
    const asked = authority.deps.db.selectFrom("uploads").select(["state", "box"]).where("case_id", "=", id)
    expect(await asked.execute()).toEqual([])
  })
})

/** The tables that a purge goes through, in its order. */
const steps = [
  "case_keys",
  "case_visits",
  "uploads",
  "upload_codes",
  "calls",
  "case_notes",
  "case_tasks",
  "laboratory_numbers",
  "case_handovers",
  "cases",
  "purges",
] as const

describe("hostile 56: a purge that is broken off", () => {
  test.each(steps)("because %s refuses it undoes all it did, and the next round ends the case", async (table) => {
    const { deps } = authority
    const { id, secrets } = await fullCase()
    await sql`revoke insert, update, delete on ${sql.table(table)} from homesafe_authority`.execute(authority.admin)
    try {
      await expect(endCases(lateDeps())).rejects.toThrow("permission denied")
    } finally {
      await sql`grant insert, update, delete on ${sql.table(table)} to homesafe_authority`.execute(authority.admin)
    }
    expect(await found(secrets), "whole").toBe(secrets.length)
    expect(await openedVisitsOf(deps, id)).toEqual([provenVisit(20_000)])
    await endCases(lateDeps())
    expect(await found(secrets), "gone").toBe(0)
  })

  test.each(steps)("by a kill -9 at %s leaves the case whole, and the next process ends it", async (table) => {
    const { deps } = authority
    const { id, secrets } = await fullCase()
    const program = `
      import { connect } from "@homesafe/db"
      import { endCases } from "./end-cases.ts"
import { findCase } from "./find-cases.ts"
      const db = connect(process.env.TEST_URL)
      await endCases({
        db, clock: { now: () => ${late()} }, offset: ${deps.offset}, log: { info() {} }, dep: "${deps.dep}", purgeLedger: "${deps.purgeLedger}",
        keys: { atRest: Buffer.from("${Buffer.from(deps.keys.atRest).toString("hex")}", "hex"), caseKeys: "${deps.keys.caseKeys}" } })
      await db.destroy()`
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      cwd: import.meta.dirname,
      env: { ...process.env, TEST_URL: authority.url },
      stdio: "ignore",
    })
    const ended = once(child, "exit")
    // The purge comes as far as this table and waits there for its lock: then the process dies.
    await authority.admin.transaction().execute(async (tx) => {
      await sql`lock table ${sql.table(table)} in share mode`.execute(tx)
      const waiting = sql`select 1 from pg_locks where relation = ${table}::regclass and not granted`
      while ((await waiting.execute(tx)).rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      child.kill("SIGKILL")
      expect(await ended).toEqual([null, "SIGKILL"])
    })
    expect(await found(secrets), "whole").toBe(secrets.length)
    expect(await openedVisitsOf(deps, id)).toEqual([provenVisit(20_000)])
    await endCases(lateDeps())
    expect(await found(secrets), "gone").toBe(0)
    expect(await openedVisitsOf(deps, id)).toEqual([])
  })
})
