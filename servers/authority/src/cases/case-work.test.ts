import { randomUUID } from "node:crypto"
import { isProblemCode } from "@homesafe/api"
import { serviceDayOf } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { openTestCase, openTestCaseWith, provenVisit } from "./case.test-support.ts"
import { findCase } from "./find-cases.ts"
import { readVisits } from "./read-visits.ts"
import { searchCases } from "./search-cases.ts"
import { setPeriod } from "./set-period.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let app: FastifyInstance
let one: TestOfficer
let two: TestOfficer
let today: number
beforeAll(async () => {
  authority = await startAuthority()
  deps = authority.deps
  app = await createAuthorityApp(deps, { problem: null })
  ;[one, two] = [await addOfficer(deps, ["tracer"]), await addOfficer(deps, ["tracer"])]
  today = serviceDayOf(deps.clock.now(), deps.offset)
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})

/** Calls a route as an officer; gives the answer's body. */
async function ask(
  method: "GET" | "PUT" | "POST",
  url: string,
  payload?: object,
  { by = one, isSteppedUp = false } = {},
) {
  const cookies = await signIn(deps, by.id, isSteppedUp)
  const headers = { "sec-fetch-site": "same-origin" }
  const reply = await app.inject({ method, url, cookies, headers, ...(payload ? { payload } : {}) })
  return reply.json()
}
const acts = async (subject: string) => {
  const asked = deps.db.selectFrom("audit").select(["act", "purpose"]).where("subject", "=", subject)
  return (await asked.orderBy("seq").execute()).map(({ act, purpose }) => `${act} ${purpose ?? ""}`.trim())
}

describe("the infectious period", () => {
  test("is set with a reason, stands beside the profile’s with who and when, and visits follow it", async () => {
    const id = await openTestCaseWith(deps, one.id, [provenVisit(20_011), provenVisit(19_990)])
    const set = await setPeriod(deps, two.id, id, { from: 20_000, until: 20_015, reason: "low-immunity" })
    expect(set).toMatchObject({ ok: true })
    expect(await findCase(deps, id)).toMatchObject({
      infectiousFrom: 20_000,
      infectiousUntil: 20_015,
      period: { from: 19_990, until: 20_010, set: { by: "Officer tracer", reason: "low-immunity" } },
    })
    const visits = await readVisits(deps, id, one.id, "trace")
    if (typeof visits === "string") throw new Error(visits)
    expect(visits.map(({ day, infectious }) => [day, infectious])).toEqual([
      [19_990, false],
      [20_011, true],
    ])
    expect(await acts(id)).toContain("set-period low-immunity 20000-20015")
  })

  test("is refused where it is nonsense, and then nothing has changed", async () => {
    const id = await openTestCase(deps, one.id)
    const fault = async (from: number, until: number) => {
      const set = await setPeriod(deps, one.id, id, { from, until, reason: "laboratory" })
      return set.ok ? null : set.field
    }
    expect(await fault(20_001, 20_000)).toBe("until")
    expect(await fault(20_000, 20_027)).toBe("span")
    expect(await fault(today + 1, today + 1)).toBe("from")
    expect(await fault(19_000, 19_001)).toBe("far")
    expect((await findCase(deps, id))?.period.set).toBeNull()
  })
})

describe("notes", () => {
  test("lie sealed, are one however often they are sent, and are read after a passkey check, for a purpose, told first", async () => {
    const id = await openTestCase(deps, one.id)
    const note = `/v1/cases/${id}/notes/${randomUUID()}`
    const text = "Mrs Chan looks after the children"
    await ask("PUT", note, { text })
    await ask("PUT", note, { text })
    const rows = await deps.db.selectFrom("case_notes").selectAll().where("case_id", "=", id).execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.sealed.includes("Chan")).toBe(false)
    const read = (payload: object, isSteppedUp: boolean) =>
      ask("POST", `/v1/cases/${id}/notes`, payload, { isSteppedUp })
    expect(await read({ purpose: "trace" }, false)).toMatchObject({ problem: "step-up-needed" })
    expect(await read({}, true)).toMatchObject({ problem: "malformed" })
    expect(await acts(id)).toEqual(["write-note"])
    expect(await read({ purpose: "trace" }, true)).toMatchObject({ notes: [{ text, by: "Officer tracer" }] })
    expect(await acts(id)).toEqual(["write-note", "read-notes trace"])
  })

  test("hostile 48: are not read while the log cannot be written", async () => {
    const id = await openTestCase(deps, one.id)
    await ask("PUT", `/v1/cases/${id}/notes/${randomUUID()}`, { text: "Secret" })
    await sql`revoke insert on audit from homesafe_authority`.execute(authority.admin)
    try {
      const read = await ask("POST", `/v1/cases/${id}/notes`, { purpose: "trace" }, { isSteppedUp: true })
      expect(read).toMatchObject({ problem: "audit-unavailable" })
    } finally {
      await sql`grant insert on audit to homesafe_authority`.execute(authority.admin)
    }
  })
})

describe("tasks", () => {
  const put = (caseId: string, task: object, id = randomUUID()) => ask("PUT", `/v1/cases/${caseId}/tasks/${id}`, task)
  const mine = async (by: TestOfficer) => (await ask("GET", "/v1/tasks", undefined, { by })).tasks

  test("are listed by time due, done and opened again, and all handed over in one act", async () => {
    const id = await openTestCase(deps, one.id)
    const first = randomUUID()
    await put(id, { kind: "call-again", due: 2000, officer: one.id })
    await put(id, { kind: "interview", due: 1000, officer: one.id }, first)
    await put(id, { kind: "interview", due: 1000, officer: one.id }, first)
    expect(await mine(one)).toMatchObject([{ kind: "interview", due: 1000 }, { kind: "call-again" }])
    await ask("PUT", `/v1/tasks/${first}/done`, { done: true })
    expect(await mine(one)).toMatchObject([{ kind: "call-again" }])
    expect(await ask("GET", `/v1/cases/${id}/tasks`)).toMatchObject({
      tasks: [
        { kind: "call-again", done: null },
        { kind: "interview", done: { by: "Officer tracer" } },
      ],
    })
    await ask("PUT", `/v1/tasks/${first}/done`, { done: false })
    const handOver = { from: one.id, to: two.id }
    expect(await ask("POST", "/v1/tasks/hand-over", handOver)).toEqual({ tasks: 2 })
    expect(await ask("POST", "/v1/tasks/hand-over", handOver), "again: nothing").toEqual({ tasks: 0 })
    expect([await mine(one), await mine(two)]).toMatchObject([[], [{ kind: "interview" }, { kind: "call-again" }]])
    expect(await acts(`${one.id} ${two.id}`)).toEqual(["hand-over-tasks"])
  })

  test("are given to nobody who is no tracer or is kept out, and take no words", async () => {
    const id = await openTestCase(deps, one.id)
    const approver = await addOfficer(deps, ["approver"])
    const gone = await addOfficer(deps, ["tracer"])
    await deps.db.updateTable("officers").set({ suspended_at: 1 }).where("id", "=", gone.id).execute()
    for (const officer of [approver.id, gone.id, randomUUID()]) {
      expect(await put(id, { kind: "close", due: 1, officer })).toMatchObject({ problem: "officer-not-there" })
      const handOver = await ask("POST", "/v1/tasks/hand-over", { from: one.id, to: officer })
      expect(handOver).toMatchObject({ problem: "officer-not-there" })
    }
    const wordy = await put(id, { kind: "call Mrs Chan", due: 1, officer: one.id })
    expect(isProblemCode(wordy.problem) && wordy.problem).toBe("malformed")
  })
})

describe("the search", () => {
  test("finds by number, disease, officer, days and upload, and pages without a gap or a double", async () => {
    const three = await addOfficer(deps, ["tracer"])
    const ids: string[] = []
    for (let i = 0; i < 120; i++) ids.push(await openTestCase(deps, three.id))
    await deps.db.updateTable("cases").set({ pathogen: 5, tested: 20_200 }).where("id", "in", ids.slice(0, 3)).execute()
    const pages: string[][] = []
    for (let before: number | null = 2_000_000; before !== null; ) {
      const { cases, next } = await searchCases(deps, { officer: three.id, before })
      pages.push(cases.map(({ id }) => id))
      before = next
      if (pages.length === 1) await openTestCase(deps, three.id) // a new one does not shift the pages that follow
    }
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20])
    expect(pages.flat()).toEqual(ids.toReversed())
    const found = async (query: Parameters<typeof searchCases>[1]) =>
      (await searchCases(deps, query)).cases.map(({ id }) => id)
    expect(await found({ pathogen: 5, from: 20_200, until: 20_200 })).toEqual(ids.slice(0, 3).toReversed())
    const number = Number((await findCase(deps, ids[7]))?.number.slice(2))
    expect(await found({ number })).toEqual([ids[7]])
    const upload = { lookup: Buffer.from("search"), case_id: ids[9] ?? null, box: null, received_at: 0, reason: null }
    await deps.db
      .insertInto("uploads")
      .values({ ...upload, state: "waiting" })
      .execute()
    expect(await found({ upload: "waiting-for-opener" })).toEqual([ids[9]])
    expect(await found({ upload: "none", officer: three.id, pathogen: 5 })).toHaveLength(3)
    expect(await ask("GET", "/v1/cases?pathogen=measles")).toMatchObject({ problem: "malformed" })
  })
})
