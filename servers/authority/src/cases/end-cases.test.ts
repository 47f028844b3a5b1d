import { randomUUID } from "node:crypto"
import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { openTestCaseWith, provenVisit } from "./case.test-support.ts"
import { endCases } from "./end-cases.ts"
import { writeNote } from "./notes.ts"
import { openedVisitsOf } from "./read-visits.ts"
import { putTask, tasksOfCase } from "./tasks.ts"

let authority: TestAuthority
beforeAll(async () => {
  authority = await startAuthority()
})
afterAll(() => authority.stop())

const visit = provenVisit(20_000)

test("a case ends after its last day: its key, its visits, notes and tasks and its opened forms are gone, and no other case's", async () => {
  const { deps } = authority
  const officer = await addOfficer(deps, ["tracer"])
  const [over, other] = [
    await openTestCaseWith(deps, officer.id, [visit]),
    await openTestCaseWith(deps, officer.id, [visit]),
  ]
  const signed = { hash: Buffer.alloc(32), bytes: Buffer.alloc(0), vid: Buffer.alloc(8), day: 20_000, case_id: over }
  const proposed = { proposed_by: officer.id, proposer_key: "", proposer_sig: Buffer.alloc(0), proposed_at: 0 }
  const rest = {
    supersedes: null,
    state: "published",
    approved_by: null,
    approver_key: null,
    approved_at: 0,
    list: null,
  } as const
  const id = "ab".repeat(16)
  await deps.db
    .insertInto("decisions")
    .values({ id, ...signed, ...proposed, ...rest })
    .execute()
  for (const case_id of [over, other]) {
    await writeNote(deps, officer.id, { caseId: case_id, id: randomUUID(), text: "Lives at the camp" })
    await putTask(deps, officer.id, {
      id: randomUUID(),
      caseId: case_id,
      kind: "interview",
      due: 0,
      officer: officer.id,
    })
    await deps.db
      .insertInto("calls")
      .values({ decision_id: id, eid: Buffer.from(case_id), case_id, sealed: Buffer.alloc(0), due: 0 })
      .execute()
  }
  await deps.db.updateTable("cases").set({ kept_until: "2025-06-02" }).where("id", "=", over).execute()
  const formsOf = async (caseId: string) =>
    (await deps.db.selectFrom("calls").select("eid").where("case_id", "=", caseId).execute()).length

  await endCases(deps) // its last day itself: Monday 2 June 2025
  expect(await openedVisitsOf(deps, over)).toEqual([visit])
  const tomorrow = { ...deps, clock: { now: () => unixSeconds(deps.clock.now() + 86_400) } }
  await endCases(tomorrow)
  await endCases(tomorrow)
  expect(await openedVisitsOf(deps, over)).toEqual([])
  const left = ["case_visits", "uploads", "upload_codes", "code_requests", "case_keys"] as const
  for (const table of left)
    expect(await deps.db.selectFrom(table).selectAll().where("case_id", "=", over).execute()).toEqual([])
  const decision = await deps.db.selectFrom("decisions").select("case_id").where("id", "=", id).executeTakeFirst()
  expect(decision, "public lists follow from decisions: they stay, and no longer say of which case").toEqual({
    case_id: null,
  })
  expect(await openedVisitsOf(deps, other)).toEqual([visit])
  expect([await formsOf(over), await formsOf(other)]).toEqual([0, 1])
  expect(await tasksOfCase(deps, over)).toEqual({ tasks: [], notes: 0 })
  expect(await tasksOfCase(deps, other)).toMatchObject({ tasks: [{ kind: "interview" }], notes: 1 })
  const late = { caseId: over, id: randomUUID(), text: "Too late" }
  expect(await writeNote(deps, officer.id, late)).toMatchObject({ problem: "not-in-this-state" })
})
