import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { noteCall } from "../calls/note-call.ts"
import { openTestCase } from "../cases/case.test-support.ts"
import { mergeCases } from "../cases/merge-cases.ts"
import {
  acts,
  approve,
  at,
  authority,
  clearForms,
  decide,
  deps,
  officer,
  read,
  startForms,
  stopForms,
  write,
} from "./forms.test-support.ts"
import { readForms } from "./read-forms.ts"

beforeAll(startForms)
afterAll(stopForms)
beforeEach(clearForms)

describe("a decision's register forms", () => {
  test("those inside the windows are opened, in order of arrival, each person once; the others are not shown", async () => {
    await write("Before", at(10), at(10, 50))
    await write("Long stay", at(9, 30), at(13))
    await write("Inside", at(12, 5), at(12, 20))
    await write("Same hour, too late", at(12, 40), at(12, 55))
    await write("Usual stay reaches in", at(11, 30))
    await write("Usual stay does not", at(11, 5))
    const id = await decide([[at(12), at(12, 30)]])
    expect(await read(id)).toEqual(["Long stay", "Usual stay reaches in", "Inside"])
    const answer = await readForms(deps, id, officer, "trace")
    expect(answer).toMatchObject({ ok: true, value: { usualStay: 45 } })
    expect(answer.ok && answer.value.calls[0]).toMatchObject({
      from: at(9, 30),
      until: at(13),
      number: "9123 4567",
      outcome: null,
    })
    expect(await deps.db.selectFrom("calls").selectAll().execute()).toHaveLength(3)
  })

  test("hostile 48: the log says who reads them and for which purpose before anything is opened; without it nothing is", async () => {
    await write("Inside", at(12))
    const id = await decide([[at(12), at(13)]])
    await sql`revoke insert on audit from homesafe_authority`.execute(authority.admin)
    try {
      expect(await read(id)).toBe("audit-unavailable")
    } finally {
      await sql`grant insert on audit to homesafe_authority`.execute(authority.admin)
    }
    expect(await deps.db.selectFrom("calls").selectAll().execute()).toEqual([])
    expect(await read(id)).toEqual(["Inside"])
    expect(await acts()).toMatchObject({ act: "read-forms", officer, subject: id, purpose: "trace" })
  })

  test("only a decision in force opens any: not a proposal, one that was replaced, or one without a case; a withdrawal opens none", async () => {
    await write("Inside", at(12))
    const windows = [[at(12), at(13)]] as const
    expect(await read(await decide(windows, { state: "proposed" }))).toBe("not-in-this-state")
    expect(await read(await decide(windows, { state: "superseded" }))).toBe("not-in-this-state")
    expect(await read(await decide(windows, { hasCase: false }))).toBe("not-in-this-state")
    expect(await read("ab".repeat(16))).toBe("not-found")
    expect(await read(await decide([]))).toEqual([])
    expect(await deps.db.selectFrom("calls").selectAll().execute()).toEqual([])
  })

  test("a form that arrives late is there at the next reading, and what was noted stays", async () => {
    await write("First", at(12))
    const id = await decide([[at(12), at(13)]])
    const first = await readForms(deps, id, officer, "trace")
    const call = first.ok ? (first.value.calls[0]?.id ?? "") : ""
    expect(await noteCall(deps, call, officer, { outcome: "not-reached", tries: 1 })).toBe(true)
    expect(await acts()).toMatchObject({ act: "call-not-reached", officer, subject: expect.stringContaining(call) })
    await write("Late", at(12, 10))
    expect(await read(id)).toEqual(["First", "Late"])
    const again = await readForms(deps, id, officer, "trace")
    const outcomes = again.ok ? again.value.calls.map(({ outcome }) => outcome?.is ?? null) : []
    expect(outcomes).toEqual(["not-reached", null])
    expect(await noteCall(deps, call, officer, { outcome: null, tries: 0 })).toBe(true)
    expect(await acts()).toMatchObject({ act: "call-undone", subject: expect.stringContaining(call) })
    const undone = await readForms(deps, id, officer, "trace")
    expect(undone.ok && undone.value.calls[0]?.outcome).toBe(null)
    for (const other of [randomUUID(), "x"])
      expect(await noteCall(deps, other, officer, { outcome: "reached", tries: 1 })).toBe(false)
  })

  test("a correction keeps on its list who was called, forgets who was only opened, and opens who is new", async () => {
    await write("Called, now outside", at(12, 5), at(12, 20))
    await write("Called, still inside", at(12, 10), at(13, 20))
    await write("Opened, not called, now outside", at(12, 15), at(12, 20))
    await write("New", at(13), at(13, 30))
    const before = await decide([[at(12), at(12, 30)]])
    const opened = await readForms(deps, before, officer, "trace")
    if (!opened.ok) throw new Error(opened.problem)
    for (const { id, name } of opened.value.calls)
      if (name.startsWith("Called")) await noteCall(deps, id, officer, { outcome: "reached", tries: 1 })
    const after = await decide([[at(13), at(13, 30)]], { state: "proposed", supersedes: before })
    await approve(after)
    expect(await read(before)).toBe("not-in-this-state")
    const list = await readForms(deps, after, officer, "correction")
    const lines = list.ok
      ? list.value.calls.map(({ name, isInside, outcome }) => [name, isInside, outcome?.is ?? null])
      : []
    expect(lines).toEqual([
      ["Called, now outside", false, "reached"],
      ["Called, still inside", true, "reached"],
      ["New", true, null],
    ])
    const withdrawal = await decide([], { state: "proposed", supersedes: after })
    await approve(withdrawal)
    expect(await read(withdrawal), "to be told that the warning was wrong").toEqual([
      "Called, now outside",
      "Called, still inside",
    ])
    expect(await deps.db.selectFrom("calls").selectAll().execute(), "of who was not called nothing stays").toHaveLength(
      2,
    )
  })

  test("while the opener is sealed nothing is opened, and nothing is lost", async () => {
    await write("Inside", at(12))
    const id = await decide([[at(12), at(13)]])
    const sealed = { ...deps, opener: authority.deps.opener }
    expect(await readForms(sealed, id, officer, "trace")).toMatchObject({ ok: false, problem: "opener-sealed" })
    expect(await read(id)).toEqual(["Inside"])
  })

  test("a case that was merged into another keeps its decisions, whose forms are read, and newly opened, under the other's key", async () => {
    await write("Before the merge", at(12))
    const id = await decide([[at(12), at(13)]])
    expect(await read(id)).toEqual(["Before the merge"])
    const { case_id } = await deps.db.selectFrom("decisions").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
    const into = await openTestCase(deps, officer)
    expect(await mergeCases(deps, officer, { from: case_id ?? "", into }, "same-person")).toMatchObject({ ok: true })
    await write("After it", at(12, 10))
    expect(await read(id)).toEqual(["Before the merge", "After it"])
    const rows = await deps.db.selectFrom("calls").select("case_id").where("decision_id", "=", id).execute()
    expect(rows.map((row) => row.case_id)).toEqual([into, into])
    const after = await deps.db.selectFrom("decisions").select("case_id").where("id", "=", id).executeTakeFirst()
    expect(after?.case_id, "its origin stays").toBe(case_id)
  })

  test("what was opened lies under the case's own key: with that key destroyed, nobody reads it again", async () => {
    await write("Wong Siu Ming", at(12))
    const id = await decide([[at(12), at(13)]])
    expect(await read(id)).toEqual(["Wong Siu Ming"])
    const row = await deps.db.selectFrom("calls").selectAll().executeTakeFirstOrThrow()
    expect(row.sealed.includes("Wong")).toBe(false)
    await deps.db.deleteFrom("case_keys").where("case_id", "=", row.case_id).execute()
    expect(await read(id)).toBe("not-in-this-state")
  })
})
