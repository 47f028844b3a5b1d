import { doesChainHold, writeAudit } from "@homesafe/db/audit"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { openTestCaseWith } from "../cases/case.test-support.ts"
import { readVisits } from "../cases/read-visits.ts"

let authority: TestAuthority
let tracer: TestOfficer

beforeAll(async () => {
  authority = await startAuthority()
  tracer = await addOfficer(authority.deps, ["tracer"])
})
afterAll(() => authority.stop())

const entries = () => authority.deps.db.selectFrom("audit").selectAll().orderBy("seq").execute()
const write = (act: string) =>
  authority.deps.db
    .transaction()
    .execute((tx) => writeAudit(tx, { at: authority.deps.clock.now(), officer: tracer.id, act, subject: null }))

/** A case with one visit that the opener has sealed for it. */
const caseWithVisit = () =>
  openTestCaseWith(authority.deps, tracer.id, [
    {
      vid: "0102030405060708",
      day: 20_000,
      arrival: 480,
      departure: 540,
      verdict: "unproven",
      reason: "malformed",
      keys: null,
      screen: null,
      vehicle: null,
    },
  ])

test("entries follow from one another, even when many are written at once", async () => {
  await Promise.all(Array.from({ length: 25 }, (_, i) => write(`act-${i}`)))
  const all = await entries()
  expect(all).toHaveLength(25)
  expect(doesChainHold(all)).toBe(true)
})

test("an act that is undone leaves no entry", async () => {
  const before = await entries()
  const undone = authority.deps.db.transaction().execute(async (tx) => {
    await writeAudit(tx, { at: 1, officer: tracer.id, act: "undone", subject: null })
    throw new Error("undone")
  })
  await expect(undone).rejects.toThrow("undone")
  expect(await entries()).toEqual(before)
})

test("visits are read after the log says who reads them and for which purpose", async () => {
  const id = await caseWithVisit()
  const visits = await readVisits(authority.deps, id, tracer.id, "trace")
  expect(visits).toMatchObject([{ vid: "0102030405060708", arrival: 480, infectious: true }])
  const last = (await entries()).at(-1)
  expect(last).toMatchObject({ act: "read-visits", officer: tracer.id, subject: id, purpose: "trace" })
  expect(doesChainHold(await entries())).toBe(true)
})

test("hostile 48: without an entry in the log, no visit is read", async () => {
  const id = await caseWithVisit()
  const before = await entries()
  await sql`revoke insert on audit from homesafe_authority`.execute(authority.admin)
  try {
    expect(await readVisits(authority.deps, id, tracer.id, "trace")).toBe("audit-unavailable")
  } finally {
    await sql`grant insert on audit to homesafe_authority`.execute(authority.admin)
  }
  expect(await entries()).toEqual(before)
  expect(await readVisits(authority.deps, id, tracer.id, "trace")).toHaveLength(1)
})

test("hostile 47: whoever changes, removes or swaps an entry behind the server's back breaks the chain", async () => {
  const { admin } = authority
  const all = await entries()
  const [first, second] = [all[3], all[4]]
  if (!first || !second) throw new Error("the log is too short")
  const set = (seq: number, act: string) => admin.updateTable("audit").set({ act }).where("seq", "=", seq).execute()

  await set(first.seq, "nothing-to-see")
  expect(doesChainHold(await entries())).toBe(false)
  await set(first.seq, first.act)
  expect(doesChainHold(await entries())).toBe(true)

  await Promise.all([set(first.seq, second.act), set(second.seq, first.act)])
  expect(doesChainHold(await entries())).toBe(false)
  await Promise.all([set(first.seq, first.act), set(second.seq, second.act)])

  await admin.deleteFrom("audit").where("seq", "=", second.seq).execute()
  expect(doesChainHold(await entries())).toBe(false)
})
