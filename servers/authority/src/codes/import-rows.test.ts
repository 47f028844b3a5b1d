import { randomUUID } from "node:crypto"
import type { LabRowToImport } from "@homesafe/api"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer } from "../authority.test-support.ts"
import { endCases } from "../cases/end-cases.ts"
import type { AuthorityDeps } from "../deps.ts"
import { moveCodes } from "./code-rounds.ts"
import { everythingIn, noLimits, startCodes, type TestCodes } from "./codes.test-support.ts"
import { decideCodes } from "./decide-codes.ts"
import { findImport, findWaiting } from "./find-codes.ts"
import { faultOfRows, importRows } from "./import-rows.ts"
import { sendMessages } from "./send-messages.ts"

let codes: TestCodes
let deps: AuthorityDeps
let officer: string
let other: string
let serial = 0

beforeAll(async () => {
  codes = await startCodes()
  deps = { ...codes.deps, codes: { ...codes.deps.codes, codeLimits: noLimits } }
})
afterAll(() => codes.stop())
beforeEach(async () => {
  codes.sent.length = 0
  serial += 1000
  officer = (await addOfficer(deps, ["tracer"])).id
  other = (await addOfficer(deps, ["approver"])).id
})

const rowsOf = (n: number): LabRowToImport[] =>
  Array.from({ length: n }, (_, i) => ({
    line: i + 2,
    number: `LAB-${serial + i}`,
    pathogen: 1,
    tested: 20_240,
    onset: null,
    way: i % 2 === 0 ? "sms" : "mail",
    to: i % 2 === 0 ? `+8529${String(1_000_000 + i)}` : `person${i}@example.test`,
    language: "zh-Hant",
  }))
const casesOf = async () =>
  (await deps.db.selectFrom("cases").select("id").where("opened_by", "=", officer).execute()).length
const run = (rows: readonly LabRowToImport[], batch = randomUUID(), by = deps) => importRows(by, batch, officer, rows)
const finish = async () => {
  for (let round = 0; round < 3; round++) {
    await moveCodes(deps)
    await sendMessages(deps)
  }
}

describe("a laboratory's file", () => {
  test("opens a case for each row and delivers each code once; sent again, it does nothing more", async () => {
    const [rows, batch] = [rowsOf(6), randomUUID()]
    const first = await run(rows, batch)
    expect(first.map(({ outcome }) => outcome)).toEqual(Array(6).fill("opened"))
    await finish()
    expect(codes.sent.map(({ to }) => to).sort()).toEqual(rows.map(({ to }) => to).sort())
    expect((await findImport(deps, batch)).map(({ state }) => state)).toEqual(Array(6).fill("delivered"))
    const again = await run(rows)
    expect(again).toEqual(first.map((each) => ({ ...each, outcome: "known" })))
    await finish()
    expect([await casesOf(), codes.sent.length]).toEqual([6, 6])
  })

  test("keeps neither laboratory numbers nor addresses once the codes are delivered", async () => {
    const rows = rowsOf(4)
    await run(rows)
    const tables = ["cases", "laboratory_numbers", "code_requests", "code_messages", "upload_codes", "audit"]
    const before = await everythingIn(codes.authority, tables)
    await finish()
    const after = await everythingIn(codes.authority, tables)
    for (const { number, to } of rows) {
      expect(before + after).not.toContain(number)
      expect(before + after).not.toContain(to)
      expect(before + after).not.toContain(Buffer.from(to).toString("hex"))
    }
    expect(await deps.db.selectFrom("code_messages").select("id").execute()).toEqual([])
  })

  test("whose import is cut off in the middle of a row is finished by a second run: no case twice, no code twice", async () => {
    const rows = rowsOf(5)
    // The third row's address cannot be sealed: the server dies within its transaction.
    const broken = { ...rows[2] } as LabRowToImport // as: there are five rows
    Object.defineProperty(broken, "language", {
      enumerable: true,
      get: () => {
        throw new Error("killed")
      },
    })
    await expect(run([...rows.slice(0, 2), broken, ...rows.slice(3)])).rejects.toThrow("killed")
    expect(await casesOf()).toBe(2)
    await moveCodes(deps)
    const second = await run(rows)
    expect(second.map(({ outcome }) => outcome)).toEqual([...Array(2).fill("known"), ...Array(3).fill("opened")])
    await finish()
    expect([await casesOf(), codes.sent.length]).toEqual([5, 5])
    expect(new Set(codes.sent.map(({ text }) => /\d{4}( \d{4}){4}/.exec(text)?.[0])).size).toBe(5)
  })

  test("that two officers' browsers send at once opens each case once", async () => {
    const rows = rowsOf(4)
    const both = await Promise.all([run(rows), run(rows), run([...rows].reverse())])
    const opened = both.flat().filter(({ outcome }) => outcome === "opened")
    expect([opened.length, await casesOf()]).toEqual([4, 4])
    await finish()
    expect(codes.sent).toHaveLength(4)
  })

  test("hostile 27: of more rows than an officer may give alone: the rest waits, and one confirmation sends it", async () => {
    const [rows, batch] = [rowsOf(8), randomUUID()]
    const fiveAnHour = { ...codes.deps.codes, codeLimits: { ...codes.deps.codes.codeLimits, perHour: 5 } }
    const outcomes = await run(rows, batch, { ...codes.deps, codes: fiveAnHour })
    expect(outcomes.filter(({ outcome }) => outcome === "opened")).toHaveLength(5)
    expect(outcomes.filter(({ outcome }) => outcome === "waiting")).toHaveLength(3)
    await finish()
    expect(codes.sent).toHaveLength(5)
    expect(await findWaiting(deps, other)).toMatchObject([{ id: batch, n: 3, caseId: null, isOwn: false }])
    expect(await decideCodes(deps, batch, officer, true)).toMatchObject({ problem: "same-officer" })
    expect(await decideCodes(deps, batch, other, true)).toMatchObject({ ok: true })
    await finish()
    expect(codes.sent).toHaveLength(8)
  })

  test("of three hundred rows is taken in whole", async () => {
    expect(await run(rowsOf(300))).toHaveLength(300)
  }, 60_000)

  test("is refused where a row has a way that this deployment lacks, or an address of another kind", () => {
    const [first] = rowsOf(1)
    if (!first) throw new Error("no row")
    expect(faultOfRows(deps, [first])).toBeNull()
    expect(faultOfRows({ ...deps, codes: { ...deps.codes, sms: null } }, [first])).toBe("not-ready")
    expect(faultOfRows(deps, [{ ...first, way: "mail" }])).toBe("malformed")
    expect(faultOfRows(deps, [{ ...first, pathogen: 99 }])).toBe("malformed")
    expect(faultOfRows(deps, [{ ...first, number: "=cmd()" }])).toBe("malformed")
  })

  test("leaves no hash behind when its cases end", async () => {
    const outcomes = await run(rowsOf(3))
    const ids = outcomes.map(({ caseId }) => caseId)
    await deps.db.updateTable("cases").set({ kept_until: "2025-01-01" }).where("id", "in", ids).execute()
    await endCases(deps)
    const left = deps.db.selectFrom("laboratory_numbers").select("hash").where("case_id", "in", ids)
    expect(await left.execute()).toEqual([])
  })
})
