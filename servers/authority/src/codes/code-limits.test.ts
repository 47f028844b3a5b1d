import { randomBytes, randomUUID } from "node:crypto"
import { decideWaitingCodes, getToday, giveUploadCode } from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, type TestOfficer } from "../authority.test-support.ts"
import { openTestCase } from "../cases/case.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { moveCodes } from "./code-rounds.ts"
import { everythingIn, giveBySms, startCodes, type TestCodes } from "./codes.test-support.ts"
import { decideCodes } from "./decide-codes.ts"
import { findWaiting } from "./find-codes.ts"
import { giveCode, showCode } from "./give-code.ts"
import { sendMessages } from "./send-messages.ts"

let codes: TestCodes
let deps: AuthorityDeps
let app: FastifyInstance
let officer: TestOfficer
let other: TestOfficer

beforeAll(async () => {
  codes = await startCodes()
  deps = codes.deps
  app = await createAuthorityApp(deps, { problem: null })
})
afterAll(async () => {
  await app.close()
  await codes.stop()
})
beforeEach(async () => {
  await deps.db
    .updateTable("code_requests")
    .set({ state: "lapsed", sealed_to: null })
    .where("state", "in", ["waiting", "granted"])
    .execute()
  officer = await addOfficer(deps, ["tracer", "approver"])
  other = await addOfficer(deps, ["tracer", "approver"])
})

const fresh = () => openTestCase(deps, officer.id)
let serial = 0
const giveWithNumber = (caseId: string, way: "screen" | "sms" = "screen") => {
  const to = way === "screen" ? { way } : { way, number: "+85291234567", language: "en" as const }
  return giveCode(deps, caseId, officer.id, { id: randomUUID(), to, laboratoryNumber: `LAB-${1000 + serial++}` })
}
const reasonOf = async (given: ReturnType<typeof giveCode>) => {
  const outcome = await given
  return outcome.ok ? outcome.value.reason : outcome.problem
}
const actsOf = async (by: string) => {
  const asked = deps.db.selectFrom("audit").select(["act", "purpose"]).where("officer", "=", by).orderBy("seq")
  return (await asked.execute()).map(({ act, purpose }) => `${act} ${purpose}`)
}
const waiting = async () => (await findWaiting(deps, officer.id)).filter((each) => each.isOwn)

describe("hostile 27: an officer who mints upload codes for friends", () => {
  test("hostile 27: gets none without a case", async () => {
    const cookies = await signIn(deps, officer.id, true)
    for (const id of [randomUUID(), "friend"]) {
      const payload = { id: randomUUID(), to: { way: "screen" }, laboratoryNumber: null }
      const headers = { "sec-fetch-site": "same-origin" }
      const url = giveUploadCode.path.replace(":id", id)
      const answer = await app.inject({ method: "POST", url, headers, cookies, payload })
      expect([answer.statusCode, answer.json().problem]).toEqual([404, "not-found"])
    }
  })

  test("hostile 27: opens cases and gives their codes in the same minute: three pass, then each waits for another officer", async () => {
    const outcomes = []
    for (let n = 0; n < 5; n++) outcomes.push(await reasonOf(giveBySms(deps, await fresh(), officer.id)))
    expect(outcomes).toEqual([null, null, null, "fresh-case", "fresh-case"])
    await moveCodes(deps)
    codes.sent.length = 0
    await sendMessages(deps)
    expect(codes.sent).toHaveLength(3)
  })

  test("hostile 27: asks for a hundred in parallel: no more pass than the limit lets", async () => {
    const cases = await Promise.all(Array.from({ length: 100 }, fresh))
    const reasons = await Promise.all(cases.map((id) => reasonOf(giveWithNumber(id, "sms"))))
    expect(reasons.filter((reason) => reason === null)).toHaveLength(20)
    expect(reasons.filter((reason) => reason === "many-in-an-hour")).toHaveLength(80)
    const granted = deps.db.selectFrom("code_requests").select("id").where("officer_id", "=", officer.id)
    expect(await granted.where("state", "<>", "waiting").execute()).toHaveLength(20)
  }, 60_000)

  test("hostile 27: waits an hour, and meets the limit of the day; another officer's limits are their own", async () => {
    for (let n = 0; n < 20; n++) await giveWithNumber(await fresh(), "sms")
    expect(await reasonOf(giveWithNumber(await fresh(), "sms"))).toBe("many-in-an-hour")
    for (let hour = 0; hour < 2; hour++) {
      codes.pass(3600)
      for (let n = 0; n < 20; n++) expect(await reasonOf(giveWithNumber(await fresh(), "sms"))).toBeNull()
    }
    codes.pass(3600)
    expect(await reasonOf(giveWithNumber(await fresh(), "sms"))).toBe("many-in-a-day")
    expect(await reasonOf(giveBySms(deps, await fresh(), other.id))).toBeNull()
  }, 60_000)

  test("hostile 27: cannot confirm their own, nor by the route; the alarm stands on Today and in the audit log", async () => {
    for (let n = 0; n < 4; n++) await giveBySms(deps, await fresh(), officer.id)
    const [wish] = await waiting()
    expect(await decideCodes(deps, wish?.id ?? "", officer.id, true)).toMatchObject({ problem: "same-officer" })
    const cookies = await signIn(deps, officer.id, true)
    const url = decideWaitingCodes.path.replace(":id", wish?.id ?? "")
    const headers = { "sec-fetch-site": "same-origin" }
    const answer = await app.inject({ method: "PUT", url, headers, cookies, payload: { granted: true } })
    expect(answer.json().problem).toBe("same-officer")
    await expect(
      deps.db
        .updateTable("code_requests")
        .set({ state: "granted", decided_by: officer.id })
        .where("id", "=", wish?.id ?? "")
        .execute(),
    ).rejects.toThrow(/check/)
    const today = (await app.inject({ url: getToday.path, cookies })).json()
    expect(today.codesBeyondLimit).toBeGreaterThan(0)
    expect(await actsOf(officer.id)).toContain("ask-upload-code fresh-case")
  })

  test("hostile 27: gives a case whose code was used another one: another officer must agree", async () => {
    const caseId = await fresh()
    await giveWithNumber(caseId)
    const asked = deps.db.selectFrom("upload_codes").select("lookup").where("case_id", "=", caseId)
    const { lookup } = await asked.executeTakeFirstOrThrow()
    const upload = { lookup, case_id: caseId, box: randomBytes(1), received_at: 0, reason: null }
    await deps.db
      .insertInto("uploads")
      .values({ ...upload, state: "waiting" })
      .execute()
    expect(await reasonOf(giveWithNumber(caseId))).toBe("not-in-this-state")
    await deps.db.updateTable("uploads").set({ state: "quarantined" }).where("lookup", "=", lookup).execute()
    expect(await reasonOf(giveBySms(deps, caseId, officer.id))).toBe("used-before")
  })

  test("hostile 27: asks for a case that has ended: there is no code for it", async () => {
    const caseId = await fresh()
    await deps.db.deleteFrom("case_keys").where("case_id", "=", caseId).execute()
    expect(await reasonOf(giveWithNumber(caseId))).toBe("not-in-this-state")
  })

  test("hostile 27: uses one laboratory number for many friends: it belongs to one case", async () => {
    const wish = () => ({ id: randomUUID(), to: { way: "screen" } as const, laboratoryNumber: "lab 9001-x" })
    expect(await reasonOf(giveCode(deps, await fresh(), officer.id, wish()))).toBeNull()
    const again = { ...wish(), laboratoryNumber: "ＬＡＢ9001-X" }
    expect(await reasonOf(giveCode(deps, await fresh(), officer.id, again))).toBe("laboratory-number-known")
    const kept = await everythingIn(codes.authority, ["laboratory_numbers"])
    for (const form of ["LAB9001-X", Buffer.from("LAB9001-X").toString("hex")]) expect(kept).not.toContain(form)
  })
})

describe("codes that wait for another officer", () => {
  const ask = async () => {
    const strict = { ...deps, codes: { ...deps.codes, codeLimits: { ...deps.codes.codeLimits, perHour: 0 } } }
    const caseId = await fresh()
    const id = randomUUID()
    return { strict, caseId, id }
  }

  test("are made and sent once another officer agrees, and both stand in the audit log", async () => {
    const { strict, caseId } = await ask()
    await giveBySms(strict, caseId, officer.id)
    await moveCodes(deps)
    const [wish] = await waiting()
    expect(wish).toMatchObject({ n: 1, caseId, reasons: ["many-in-an-hour"] })
    expect(await decideCodes(deps, wish?.id ?? "", other.id, true)).toMatchObject({ ok: true })
    codes.sent.length = 0
    await moveCodes(deps)
    await sendMessages(deps)
    expect(codes.sent).toHaveLength(1)
    expect(await actsOf(other.id)).toEqual(["grant-upload-code null"])
    expect(await actsOf(officer.id)).toEqual(["ask-upload-code many-in-an-hour", "give-upload-code by sms"])
    expect(await decideCodes(deps, wish?.id ?? "", other.id, true)).toMatchObject({ problem: "not-found" })
  })

  test("for a screen are shown to the officer who asked, once, and to nobody else", async () => {
    const { strict, caseId, id } = await ask()
    const asked = await giveCode(strict, caseId, officer.id, { id, to: { way: "screen" }, laboratoryNumber: null })
    expect(asked).toMatchObject({ value: { state: "waiting", made: null } })
    expect(await showCode(deps, id, officer.id)).toMatchObject({ problem: "not-in-this-state" })
    await decideCodes(deps, id, other.id, true)
    expect(await showCode(deps, id, other.id)).toMatchObject({ problem: "not-found" })
    const shown = await showCode(deps, id, officer.id)
    expect(shown.ok && shown.value.digits).toMatch(/^\d{20}$/)
    expect(await showCode(deps, id, officer.id)).toMatchObject({ problem: "not-in-this-state" })
  })

  test("that are refused, or that nobody decided in a day, keep no address", async () => {
    const { strict, caseId } = await ask()
    await giveBySms(strict, caseId, officer.id)
    const [wish] = await waiting()
    await decideCodes(deps, wish?.id ?? "", other.id, false)
    const late = await fresh()
    await giveBySms(strict, late, officer.id)
    codes.pass(24 * 3600)
    await moveCodes(deps)
    const rows = deps.db.selectFrom("code_requests").select(["state", "sealed_to"]).where("officer_id", "=", officer.id)
    expect((await rows.execute()).sort((a, b) => a.state.localeCompare(b.state))).toEqual([
      { state: "lapsed", sealed_to: null },
      { state: "refused", sealed_to: null },
    ])
  })

  test("are decided by one of two officers who decide at once", async () => {
    const third = await addOfficer(deps, ["approver"])
    const { strict, caseId } = await ask()
    await giveBySms(strict, caseId, officer.id)
    const [wish] = await waiting()
    const decide = (by: TestOfficer, granted: boolean) => decideCodes(deps, wish?.id ?? "", by.id, granted)
    const outcomes = await Promise.all([decide(other, true), decide(third, false)])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  })
})
