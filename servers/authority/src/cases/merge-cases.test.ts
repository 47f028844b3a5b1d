import { randomBytes, randomUUID } from "node:crypto"
import type { CaseRecord } from "@homesafe/api"
import { sealAtRest } from "@homesafe/service/seal-at-rest"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { noLimits } from "../codes/codes.test-support.ts"
import { giveCode as giveUploadCode } from "../codes/give-code.ts"
import type { AuthorityDeps } from "../deps.ts"
import { openTestCase, openTestCaseWith, provenVisit } from "./case.test-support.ts"
import { holdCaseKey, readCaseKey, stayingCase } from "./case-keys.ts"
import { collectUploads } from "./collect-uploads.ts"
import { findCase } from "./find-cases.ts"
import { mergeCases } from "./merge-cases.ts"
import { readNotes, writeNote } from "./notes.ts"
import { openedVisitsOf } from "./read-visits.ts"
import { sealForCase } from "./seal-for-case.ts"
import { likelyDuplicates } from "./search-cases.ts"
import { putTask, tasksOfCase } from "./tasks.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let officer: string
beforeAll(async () => {
  authority = await startAuthority()
  deps = authority.deps
  officer = (await addOfficer(deps, ["tracer"])).id
})
afterAll(() => authority.stop())

const merge = (from: string, into: string) => mergeCases(deps, officer, { from, into }, "same-person")
const recordOf = async (id: string): Promise<CaseRecord> => {
  const found = await findCase(deps, id)
  if (!found) throw new Error("no such case")
  return found
}
const texts = async (id: string) => {
  const notes = await readNotes(deps, id, officer, "trace")
  return typeof notes === "string" ? notes : notes.map(({ text }) => text)
}
/** A code of this case, with an upload in this state. */
async function giveCode(caseId: string, state: "waiting" | "opened" | null, keepUntil: number | null = null) {
  const lookup: Buffer = randomBytes(16)
  const sealed_inner = sealAtRest(deps.keys.atRest, `inner ${caseId}`, Buffer.from("inner"))
  const expires = deps.clock.now() + 100
  const id = randomUUID()
  const wish = {
    way: "screen",
    officer_id: officer,
    asked_at: 0,
    has_number: false,
    is_fresh: false,
    state: "made",
  } as const
  await deps.db
    .insertInto("code_requests")
    .values({ id, batch: id, case_id: caseId, ...wish })
    .execute()
  await deps.db
    .insertInto("upload_codes")
    .values({ lookup, case_id: caseId, sealed_inner, to_register: null, given_at: 0, expires, request_id: id })
    .execute()
  if (state)
    await deps.db
      .insertInto("uploads")
      .values({ lookup, case_id: caseId, box: null, received_at: 0, state, reason: null })
      .execute()
  if (keepUntil !== null)
    await deps.db.insertInto("kept_statements").values({ lookup, keep_until: keepUntil, to_deliver: null }).execute()
  return lookup
}

test("a merged case’s visits, notes, tasks and codes are the staying case’s, and its own key is gone", async () => {
  const from = await openTestCaseWith(deps, officer, [provenVisit(20_000), provenVisit(20_001)])
  const into = await openTestCaseWith(deps, officer, [provenVisit(20_001), provenVisit(20_002)])
  await writeNote(deps, officer, { caseId: from, id: randomUUID(), text: "Came with her brother" })
  await putTask(deps, officer, { id: randomUUID(), caseId: from, kind: "interview", due: 5, officer })
  await giveCode(from, "opened")
  expect(await merge(from, into)).toMatchObject({ ok: true })
  expect((await openedVisitsOf(deps, into)).map(({ day }) => day).sort()).toEqual([20_000, 20_001, 20_002])
  expect(await texts(into)).toEqual(["Came with her brother"])
  expect(await tasksOfCase(deps, into)).toMatchObject({ tasks: [{ kind: "interview" }], notes: 1 })
  expect(await readCaseKey(deps.db, deps.keys, from)).toBeUndefined()
  expect([await openedVisitsOf(deps, from), await texts(from)]).toEqual([[], []])
  expect(await recordOf(from)).toMatchObject({ hasEnded: false, merged: { into: { id: into }, reason: "same-person" } })
  expect(await recordOf(into)).toMatchObject({ upload: "opened", visits: { proven: 4 } })
  const last = await deps.db.selectFrom("audit").selectAll().orderBy("seq", "desc").where("act", "=", "merge-case")
  expect(await last.executeTakeFirst()).toMatchObject({ subject: `${from} ${into}`, purpose: "same-person" })
})

test("asked again, a merge does nothing more; a merged case takes nothing and is merged nowhere else", async () => {
  const [from, into, third] = [
    await openTestCase(deps, officer),
    await openTestCase(deps, officer),
    await openTestCase(deps, officer),
  ]
  await merge(from, into)
  const entries = async () => (await deps.db.selectFrom("audit").select("seq").execute()).length
  const before = await entries()
  expect(await merge(from, into)).toMatchObject({ ok: true })
  expect(await entries()).toBe(before)
  for (const [a, b] of [
    [from, third],
    [third, from],
  ] as const)
    expect(await merge(a, b)).toMatchObject({ problem: "not-in-this-state" })
  const note = { caseId: from, id: randomUUID(), text: "Late" }
  expect(await writeNote(deps, officer, note)).toMatchObject({ problem: "not-in-this-state" })
  expect(await merge(into, into)).toMatchObject({ problem: "malformed" })
  expect(await merge("%00", into)).toMatchObject({ problem: "not-found" })
  expect(await merge(into, third)).toMatchObject({ ok: true })
  expect(await stayingCase(deps.db, from), "through the one between").toBe(third)
})

test("a merge is refused where it would lose an upload, or mix two diseases", async () => {
  const [from, into] = [await openTestCase(deps, officer), await openTestCase(deps, officer)]
  const lookup = await giveCode(from, "waiting")
  expect(await merge(from, into)).toMatchObject({ problem: "upload-waits" })
  expect(await merge(into, from), "of the staying case nothing is lost").toMatchObject({ ok: true })
  const other = await openTestCase(deps, officer)
  await deps.db.updateTable("uploads").set({ state: "opened" }).where("lookup", "=", lookup).execute()
  await deps.db.updateTable("cases").set({ pathogen: 2 }).where("id", "=", other).execute()
  expect(await merge(from, other)).toMatchObject({ problem: "cases-differ" })
})

test("a code that was given to the merged case brings its upload to the staying one", async () => {
  const [from, into] = [await openTestCase(deps, officer), await openTestCase(deps, officer)]
  const lookup = await giveCode(from, null)
  await merge(from, into)
  const code = await deps.db.selectFrom("upload_codes").selectAll().where("lookup", "=", lookup).executeTakeFirst()
  expect(code?.case_id).toBe(into)
  await deps.db
    .insertInto("uploads")
    .values({
      lookup,
      case_id: code?.case_id ?? null,
      box: Buffer.alloc(8),
      received_at: 0,
      state: "waiting",
      reason: null,
    })
    .execute()
  await collectUploads(deps) // the opener is away: it waits, and its secret is readable under the new case
  expect((await recordOf(into)).upload).toBe("waiting-for-opener")
})

test("a merged case’s open code ends where the staying one has a code that can still be used; its wishes and laboratory number come along", async () => {
  const [from, into] = [await openTestCase(deps, officer), await openTestCase(deps, officer)]
  const [ended, holds] = [await giveCode(from, null), await giveCode(into, null)]
  await deps.db
    .insertInto("laboratory_numbers")
    .values({ hash: randomBytes(32), case_id: from })
    .execute()
  await merge(from, into)
  const codes = await deps.db.selectFrom("upload_codes").selectAll().where("case_id", "=", into).execute()
  const withdrawn = (lookup: Buffer) => codes.find((code) => code.lookup.equals(lookup))?.withdrawal ?? null
  expect([withdrawn(ended), withdrawn(holds)]).toEqual(["replaced", null])
  for (const table of ["code_requests", "laboratory_numbers"] as const)
    expect(await deps.db.selectFrom(table).select("case_id").where("case_id", "=", from).execute(), table).toEqual([])
})

test("a code that is asked for in the moment of a merge stands under the staying case, or is not made", async () => {
  for (let round = 0; round < 5; round++) {
    const [from, into] = [await openTestCase(deps, officer), await openTestCase(deps, officer)]
    const wish = { id: randomUUID(), to: { way: "screen" }, laboratoryNumber: null } as const
    const [merged] = await Promise.all([
      merge(from, into),
      giveUploadCode({ ...deps, codes: { ...deps.codes, codeLimits: noLimits } }, from, officer, wish),
    ])
    expect(merged).toMatchObject({ ok: true })
    const left = deps.db.selectFrom("upload_codes").select("case_id").where("case_id", "=", from)
    expect(await left.execute()).toEqual([])
  }
})

test("what is merged ends on the earliest day that a person was told, else on the later of the two", async () => {
  const [from, into] = [await openTestCase(deps, officer), await openTestCase(deps, officer)]
  await deps.db.updateTable("cases").set({ kept_until: "2032-07-01" }).where("id", "=", from).execute()
  await merge(from, into)
  expect((await recordOf(into)).keptUntil).toBe("2032-07-01")
  const told = await openTestCase(deps, officer)
  await deps.db.updateTable("cases").set({ kept_until: "2032-06-05" }).where("id", "=", told).execute()
  await giveCode(told, "opened", 22_800) // 4 June 2032
  await giveCode(into, "opened", 22_810)
  await merge(told, into)
  expect((await recordOf(into)).keptUntil).toBe("2032-06-04")
})

test("a merge that is killed in its middle has done nothing", async () => {
  const from = await openTestCaseWith(deps, officer, [provenVisit(20_000)])
  const into = await openTestCase(deps, officer)
  await sql`revoke insert on audit from homesafe_authority`.execute(authority.admin)
  try {
    await expect(merge(from, into)).rejects.toThrow()
  } finally {
    await sql`grant insert on audit to homesafe_authority`.execute(authority.admin)
  }
  expect([(await openedVisitsOf(deps, from)).length, (await openedVisitsOf(deps, into)).length]).toEqual([1, 0])
  expect((await recordOf(from)).merged).toBeNull()
})

test("what is being sealed to the merged case’s key while it is merged comes along, or is not stored", async () => {
  const [from, into] = [await openTestCase(deps, officer), await openTestCase(deps, officer)]
  let waits: Promise<unknown> = Promise.resolve()
  await deps.db.transaction().execute(async (tx) => {
    const key = await holdCaseKey(tx, deps.keys, from)
    if (!key) throw new Error("no key")
    waits = merge(from, into)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const sealed = sealForCase(key, Buffer.from(JSON.stringify({ visits: [provenVisit(20_005)] })))
    const counts = { proven: 1, unproven: 0 }
    await tx
      .insertInto("case_visits")
      .values({ case_id: from, part: "x", sealed, ...counts })
      .execute()
  })
  expect(await waits).toMatchObject({ ok: true })
  expect((await openedVisitsOf(deps, into)).map(({ day }) => day)).toEqual([20_005])
  expect(await deps.db.transaction().execute((tx) => holdCaseKey(tx, deps.keys, from))).toBeUndefined()
})

test("two merges of the same cases into each other at once: one holds, the other is too late", async () => {
  const [a, b] = [await openTestCase(deps, officer), await openTestCase(deps, officer)]
  const answers = await Promise.all([merge(a, b), merge(b, a)])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ problem: "not-in-this-state" })
})

test("likely duplicates are open cases of the same disease whose days are near, the newest first", async () => {
  const open = async (pathogen: number, tested: number, onset: number | null = null) => {
    const id = await openTestCase(deps, officer)
    await deps.db.updateTable("cases").set({ pathogen, tested, onset }).where("id", "=", id).execute()
    return id
  }
  const first = await open(7, 20_100, 20_095)
  const near = await open(7, 20_103)
  await open(7, 20_104) // too late a test
  await open(6, 20_100) // another disease
  await open(7, 20_100, 20_080) // another illness
  const found = await likelyDuplicates(deps, await recordOf(first))
  expect([found.cases.map(({ id }) => id), found.more]).toEqual([[near], false])
  await merge(near, await open(7, 20_102))
  expect((await likelyDuplicates(deps, await recordOf(first))).cases.map(({ id }) => id)).not.toContain(near)
})
