import * as api from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { openTestCaseWith, provenVisit } from "../cases/case.test-support.ts"

const LIMIT = 20
const CASES = 1_000
let authority: TestAuthority
let app: FastifyInstance
let reader: TestOfficer
let second: TestOfficer
let now: number
const cases: string[] = []

beforeAll(async () => {
  authority = await startAuthority()
  const { deps } = authority
  now = deps.clock.now()
  const clock = { now: () => now as ReturnType<typeof deps.clock.now> } // as: a clock that this test moves
  const limited = { ...deps, clock, limits: { ...deps.limits, readsPerDay: LIMIT } }
  app = await createAuthorityApp(limited, { problem: null })
  reader = await addOfficer(deps, ["tracer", "approver"])
  second = await addOfficer(deps, ["approver"])
  const one = await openTestCaseWith(deps, reader.id, [provenVisit(20_000)])
  cases.push(one)
  const { db } = authority.admin ? { db: authority.admin } : deps
  const rows = Array.from({ length: CASES - 1 }, () => ({
    ...{ pathogen: 1, onset: null, tested: 20_000, infectious_from: 19_990, infectious_until: 20_010 },
    ...{ opened_at: now, opened_by: reader.id, kept_until: "2025-08-31" },
  }))
  const made = await db.insertInto("cases").values(rows).returning("id").execute()
  cases.push(...made.map(({ id }) => id))
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})

async function ask(officer: TestOfficer, c: api.Contract, id = "", payload?: object) {
  const { deps } = authority
  const cookies = await signIn(
    { ...deps, clock: { now: () => now as ReturnType<typeof deps.clock.now> } },
    officer.id,
    true,
  ) // as: the test's clock
  const headers = { "sec-fetch-site": "same-origin" }
  const reply = await app.inject({
    method: c.method,
    url: c.path.replace(":id", id),
    headers,
    cookies,
    ...(payload ? { payload } : {}),
  })
  return reply.json()
}
const read = (id: string) => ask(reader, api.readVisits, id, { purpose: "trace" })
const permits = async (): Promise<api.ReadPermit[]> => (await ask(second, api.listReadPermits)).permits
const readsLogged = async () =>
  (await authority.deps.db.selectFrom("audit").select("subject").where("act", "=", "read-visits").distinct().execute())
    .length

test("hostile 50: an officer who reads a thousand cases at once gets the day's number of them and not one more, and an alarm stands on the first page", async () => {
  const answers = await Promise.all(cases.map(read))
  expect(answers.filter((answer) => "visits" in answer)).toHaveLength(LIMIT)
  expect(new Set(answers.flatMap(({ problem }) => problem ?? []))).toEqual(new Set(["too-many-reads"]))
  expect(await readsLogged()).toBe(LIMIT) // what was refused was not read
  expect(await permits()).toMatchObject([{ officer: { id: reader.id }, read: LIMIT }])
}, 60_000)

test("hostile 50: what one has read already may be read again, and notes and forms count like visits", async () => {
  const known = await authority.deps.db
    .selectFrom("audit")
    .select("subject")
    .where("act", "=", "read-visits")
    .executeTakeFirstOrThrow()
  expect(await read(known.subject ?? "")).toHaveProperty("visits")
  const fresh = await unread()
  expect((await ask(reader, api.readNotes, fresh, { purpose: "trace" })).problem).toBe("too-many-reads")
})

test("hostile 50: nobody agrees to an own wish, another officer does, for as many again and no more", async () => {
  const [permit] = await permits()
  expect((await ask(reader, api.decideReadPermit, permit?.id, { granted: true })).problem).toBe("same-officer")
  expect(await ask(second, api.decideReadPermit, permit?.id, { granted: true })).toEqual({})
  for (let n = 0; n < LIMIT; n++) expect(await read(await unread())).toHaveProperty("visits")
  expect((await read(await unread())).problem).toBe("too-many-reads")
  expect(await permits()).toHaveLength(1) // asked anew
})

test("a refusal opens nothing, and the next day does", async () => {
  const [permit] = await permits()
  await ask(second, api.decideReadPermit, permit?.id, { granted: false })
  expect((await read(await unread())).problem).toBe("too-many-reads")
  now += 86_401
  expect(await read(await unread())).toHaveProperty("visits")
})

async function unread(): Promise<string> {
  const { db } = authority.deps
  const seen = db
    .selectFrom("audit")
    .select("subject")
    .where("act", "=", "read-visits")
    .where("subject", "is not", null)
  const rows = await seen.execute()
  const known = new Set(rows.map(({ subject }) => subject))
  return cases.find((id) => !known.has(id)) ?? ""
}
