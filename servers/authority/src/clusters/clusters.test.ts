import { randomBytes, randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { type ClusterReport, forgetAnalysis, getAnalysis, type OpenedVisit, pathOf, startAnalysis } from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { openTestCaseWith, provenVisit } from "../cases/case.test-support.ts"

const DAY = 20_200
const hall = randomBytes(8)
let authority: TestAuthority
let app: FastifyInstance
let tracer: TestOfficer
let ids: string[]

/** Four measles cases: the first was infectious in the hall, the others fell ill eleven days later. */
beforeAll(async () => {
  authority = await startAuthority()
  const { deps } = authority
  tracer = await addOfficer(deps, ["tracer"])
  app = await createAuthorityApp(deps, { problem: null })
  await app.ready()
  await addVenue()
  const at = (vid: string, day: number): OpenedVisit => ({ ...provenVisit(day), vid })
  ids = []
  for (const onset of [DAY + 1, DAY + 11, DAY + 12, DAY + 12]) {
    const own = at(randomBytes(8).toString("hex"), DAY + 1)
    const id = await openTestCaseWith(deps, tracer.id, [at(hall.toString("hex"), DAY), own])
    ids.push(id)
    const period = { onset, tested: onset + 1, infectious_from: onset - 4, infectious_until: onset + 4 }
    await deps.db.updateTable("cases").set(period).where("id", "=", id).execute()
  }
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})

async function addVenue() {
  const application = JSON.stringify({
    ...{
      names: { en: "Pier Hall", hant: "碼頭禮堂" },
      address: { en: "2 Pier Road, Sai Kung", hant: "西貢碼頭道2號" },
    },
    ...{ category: 10, registerNumber: "R", entrances: [] },
  })
  const texts = { reason: null, application, skeleton: "", register_number: "R", codes: "[]" }
  const days = { not_before: DAY - 100, not_after: DAY + 100, applied_at: 0, delivered: true }
  await authority.deps.db
    .insertInto("venues")
    .values({ id: randomUUID(), vid: hall, commit: randomBytes(16), state: "reviewed", ...texts, ...days })
    .execute()
}

const body = {
  ...{ from: DAY - 5, until: DAY + 30, pathogen: 1, purpose: "trace", leastCases: 3, windowDays: 7 },
}
const asked = async (steppedUp = true, officer = tracer.id, change = {}) => {
  const cookies = await signIn(authority.deps, officer, steppedUp)
  const headers = { "sec-fetch-site": "same-origin" }
  const reply = await app.inject({
    method: "POST",
    url: startAnalysis.path,
    cookies,
    headers,
    payload: { ...body, ...change },
  })
  const json: { id?: string; problem?: string } = reply.json()
  return { ...json, cookies, headers }
}
type Asked = Awaited<ReturnType<typeof asked>>
const read = async ({ id = "", cookies }: Asked) => {
  const reply = await app.inject({ url: pathOf(getAnalysis, { id }), cookies })
  return reply.json() as { state?: string; problem?: string; report?: ClusterReport } // as: what the contract says
}
async function reportOf(analysis: Asked): Promise<ClusterReport> {
  for (let i = 0; i < 200; i++) {
    const { report, state } = await read(analysis)
    if (report) return report
    if (state !== "running") throw new Error(`the analysis is ${state}`)
    await sleep(25)
  }
  throw new Error("the analysis did not end")
}
const entries = () =>
  authority.deps.db.selectFrom("audit").selectAll().where("act", "=", "analyse-visits").orderBy("seq").execute()

test("cases that met at one venue are one cluster with its chain, source, category and district", async () => {
  const report = await reportOf(await asked())
  expect(report.clusters).toHaveLength(1)
  const [cluster] = report.clusters
  const numberOf = (i: number) => report.cases[i]?.id
  expect(cluster?.cases.map(numberOf).sort()).toEqual([...ids].sort())
  expect(report.places[cluster?.spells[0]?.place ?? -1]).toMatchObject({
    ...{ venue: { names: { en: "Pier Hall" } }, plate: null, cases: 4, stays: 4 },
  })
  expect(cluster?.spells[0]?.days).toEqual([{ day: DAY, cases: 4 }])
  expect(cluster?.sources[0]).toMatchObject({ day: DAY, infectious: [0] })
  expect(cluster?.infections.map(({ infector }) => numberOf(infector))).toEqual([ids[0], ids[0], ids[0]])
  expect(report.chains).toEqual({ infections: 3, chains: 1, longest: 2 })
  expect(report.curve.reduce((n, { onsets }) => n + onsets, 0)).toBe(4)
  expect(report.lags.find(({ step }) => step === "onset-test")).toMatchObject({ cases: 4, median: 86_400 })
  expect(report.categories).toContainEqual({ category: 10, places: 1, cases: 4, stays: 4 })
  expect(report.districts).toContainEqual({ district: 17, places: 1, cases: 4, stays: 4 })
})

test("it needs a fresh passkey check, is written to the log first, and opens nothing where that cannot be written", async () => {
  const before = (await entries()).length
  expect(await asked(false)).toMatchObject({ problem: "step-up-needed" })
  await sql`revoke insert on audit from homesafe_authority`.execute(authority.admin)
  try {
    expect(await asked()).toMatchObject({ problem: "audit-unavailable" })
  } finally {
    await sql`grant insert on audit to homesafe_authority`.execute(authority.admin)
  }
  expect(await entries()).toHaveLength(before)
  await asked()
  const [last] = (await entries()).slice(-1)
  const subject = `measles ${body.from}-${body.until}`
  expect(last).toMatchObject({ officer: tracer.id, subject, purpose: "trace" })
  expect(await entries()).toHaveLength(before + 1)
})

test("nobody else reads it, the next one ends it, and it is forgotten when its officer says so", async () => {
  const other = await addOfficer(authority.deps, ["tracer"])
  const first = await asked()
  await reportOf(first)
  const theirs = await asked(true, other.id)
  expect(await read({ ...first, cookies: theirs.cookies })).toMatchObject({ problem: "not-found" })
  const second = await asked()
  expect(await read(first)).toMatchObject({ problem: "not-found" })
  await reportOf(second)
  const { cookies, headers } = second
  await app.inject({ method: "DELETE", url: pathOf(forgetAnalysis, { id: first.id ?? "" }), cookies, headers })
  expect(await read(second), "another id forgets nothing").toMatchObject({ state: "done" })
  await app.inject({ method: "DELETE", url: pathOf(forgetAnalysis, { id: second.id ?? "" }), cookies, headers })
  expect(await read(second)).toMatchObject({ problem: "not-found" })
})

test("cases of another disease or other days, and visits of a case whose key is destroyed, are not in it", async () => {
  expect((await reportOf(await asked(true, tracer.id, { pathogen: 2 }))).cases).toEqual([])
  expect((await reportOf(await asked(true, tracer.id, { until: DAY + 2 }))).cases).toHaveLength(1)
  await authority.deps.db
    .deleteFrom("case_keys")
    .where("case_id", "=", ids[3] ?? "")
    .execute()
  const report = await reportOf(await asked())
  expect(report.cases).toHaveLength(4)
  expect(report.clusters.flatMap(({ cases }) => cases)).toHaveLength(3)
})

test("a window that ends before it begins, is too long, or is of no known disease is refused", async () => {
  for (const change of [{ until: DAY - 6 }, { until: DAY + 300 }, { pathogen: 99 }])
    expect(await asked(true, tracer.id, change)).toMatchObject({ problem: "malformed" })
})
