import { randomUUID } from "node:crypto"
import type { BodyOf, putCall as putContract } from "@homesafe/api"
import { unixSeconds } from "@homesafe/protocol"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { openTestCase } from "../cases/case.test-support.ts"
import { endCases } from "../cases/end-cases.ts"
import { mergeCases } from "../cases/merge-cases.ts"
import { handOver } from "../cases/tasks.ts"
import { callsDue, callsOfCase, callsToMake } from "./find-calls.ts"
import { noteCall } from "./note-call.ts"
import { openCalls } from "./open-calls.ts"
import { changeCall, putCall } from "./put-call.ts"

let authority: TestAuthority
let officer: TestOfficer
let colleague: TestOfficer
let caseId: string

beforeAll(async () => {
  authority = await startAuthority()
  officer = await addOfficer(authority.deps, ["tracer"])
  colleague = await addOfficer(authority.deps, ["tracer"])
})
afterAll(() => authority.stop())
beforeEach(async () => {
  await authority.deps.db.deleteFrom("calls").execute()
  caseId = await openTestCase(authority.deps, officer.id)
})

const now = () => authority.deps.clock.now()
const call = (change: Partial<BodyOf<typeof putContract>> = {}): BodyOf<typeof putContract> => ({
  ...{ name: "Chan Tai Man", number: "+852 5555 0101", language: "yue", interpreter: false, due: now(), officer: null },
  ...change,
})
async function put(change: Partial<BodyOf<typeof putContract>> = {}, id: string = randomUUID(), of = caseId) {
  expect(await putCall(authority.deps, officer.id, { id, caseId: of }, call(change))).toMatchObject({ ok: true })
  return id
}
const list = async (whose: "mine" | "nobody" | "all", page = 0) =>
  (await callsToMake(authority.deps, { officer: officer.id, whose }, page)).calls.map(({ id }) => id)
const open = (ids: readonly string[]) => openCalls(authority.deps, ids, officer.id, "trace")

describe("a call to a case", () => {
  test("stands on the list by when it is due, and says nothing of who it is; the same id again is the same call", async () => {
    const later = await put({ due: unixSeconds(now() + 3600) })
    const id = await put()
    await put({ interpreter: true, language: "tha" }, id)
    const { calls, total } = await callsToMake(authority.deps, { officer: officer.id, whose: "all" }, 0)
    expect(calls.map((each) => each.id)).toEqual([id, later])
    expect(total).toBe(2)
    expect(calls[0]).toMatchObject({
      case: { id: caseId },
      decision: null,
      language: "tha",
      interpreter: true,
      tries: 0,
    })
    expect(JSON.stringify(calls)).not.toContain("Chan")
    expect(await callsDue(authority.deps, colleague.id), "of nobody, and due").toBe(1)
    const everything = await sql<{ row: string }>`select calls::text as row from calls`.execute(authority.deps.db)
    for (const { row } of everything.rows) {
      expect(row).not.toContain("Chan")
      expect(row).not.toContain(Buffer.from("Chan").toString("hex"))
      expect(row).not.toContain(Buffer.from("5555").toString("hex"))
    }
  })

  test("is opened with its log entry first, and not at all where the log cannot be written", async () => {
    const id = await put()
    expect(await open([id, randomUUID()])).toEqual([{ id, name: "Chan Tai Man", number: "+852 5555 0101" }])
    const last = authority.admin.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(1)
    expect(await last.executeTakeFirst()).toMatchObject({ act: "read-calls", subject: caseId, purpose: "trace" })
    await sql`revoke insert on audit from homesafe_authority`.execute(authority.admin)
    try {
      expect(await open([id])).toBe("audit-unavailable")
    } finally {
      await sql`grant insert on audit to homesafe_authority`.execute(authority.admin)
    }
  })

  test("not answered is tried again when it was said, and a note that is sent twice is one try", async () => {
    const id = await put()
    const due = unixSeconds(now() + 7200)
    for (const _ of [1, 2])
      expect(await noteCall(authority.deps, id, officer.id, { outcome: "try-again", tries: 1, due })).toBe(true)
    expect(await callsOfCase(authority.deps, caseId)).toMatchObject([
      { id, tries: 1, due, outcome: { is: "try-again", by: "Officer tracer" } },
    ])
    expect(await list("all")).toEqual([id])
    expect(await callsDue(authority.deps, officer.id)).toBe(0)
    await noteCall(authority.deps, id, officer.id, { outcome: "reached", tries: 2 })
    expect(await list("all"), "made").toEqual([])
    expect(await callsOfCase(authority.deps, caseId)).toMatchObject([{ id, tries: 2 }])
    await noteCall(authority.deps, id, officer.id, { outcome: null, tries: 1 })
    expect(await list("all"), "taken back").toEqual([id])
  })

  test("is somebody's or nobody's, and goes to a colleague with everything else at a shift's end", async () => {
    const [mine, nobodys] = [await put({ officer: officer.id }), await put()]
    const made = await put({ officer: officer.id })
    await noteCall(authority.deps, made, officer.id, { outcome: "reached", tries: 1 })
    expect([await list("mine"), await list("nobody")]).toEqual([[mine], [nobodys]])
    const both = { from: officer.id, to: colleague.id }
    expect(await handOver(authority.deps, officer.id, both)).toEqual({ ok: true, value: { tasks: 1 } })
    expect(await list("mine")).toEqual([])
    const { calls } = await callsToMake(authority.deps, { officer: colleague.id, whose: "mine" }, 0)
    expect(calls.map(({ id }) => id)).toEqual([mine])
    const work = { language: "npi", interpreter: true, due: now() } as const
    expect(await changeCall(authority.deps, officer.id, mine, { ...work, officer: officer.id })).toMatchObject({
      ok: true,
    })
    expect(await list("mine")).toEqual([mine])
    expect(await changeCall(authority.deps, officer.id, mine, { ...work, officer: randomUUID() })).toMatchObject({
      problem: "officer-not-there",
    })
    expect(await changeCall(authority.deps, officer.id, randomUUID(), { ...work, officer: null })).toMatchObject({
      problem: "not-found",
    })
  })

  test("moves with its case when that is merged, and ends with it", async () => {
    const { deps } = authority
    const id = await put()
    const into = await openTestCase(deps, officer.id)
    expect(await mergeCases(deps, officer.id, { from: caseId, into }, "same-person")).toMatchObject({ ok: true })
    expect(await open([id])).toMatchObject([{ id, name: "Chan Tai Man" }])
    expect(await callsOfCase(deps, into)).toMatchObject([{ id }])
    expect(await putCall(deps, officer.id, { id, caseId }, call())).toMatchObject({ problem: "not-in-this-state" })
    await endCases({ ...deps, clock: { now: () => unixSeconds(now() + 8 * 366 * 86_400) } })
    expect(await deps.db.selectFrom("calls").selectAll().execute()).toEqual([])
  })
})

test("the list is found page by page among twenty thousand calls", async () => {
  const { db } = authority.deps
  await sql`
    insert into calls (case_id, sealed, due, officer_id, outcome)
    select ${caseId}, '', n, case when n % 3 = 0 then ${officer.id}::uuid end, case when n % 2 = 0 then 'reached' end
    from generate_series(1, 20000) as n`.execute(db)
  await sql`analyze calls`.execute(authority.admin)
  const pages = [await list("mine", 0), await list("mine", 1)]
  expect(new Set(pages.flat()).size).toBe(40)
  const asked = sql<{ "QUERY PLAN": string }>`
    explain select id from calls where (outcome is null or outcome = 'try-again') order by due, id limit 20`
  const plan = (await asked.execute(db)).rows.map((row) => row["QUERY PLAN"]).join("\n")
  expect(plan).toContain("calls_to_make")
})
