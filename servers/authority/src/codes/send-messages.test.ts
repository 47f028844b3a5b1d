import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer } from "../authority.test-support.ts"
import { openTestCase } from "../cases/case.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { moveCodes } from "./code-rounds.ts"
import { everythingIn, giveBySms, giveOnScreen, noLimits, startCodes, type TestCodes } from "./codes.test-support.ts"
import { findCodes } from "./find-codes.ts"
import { sendMessages } from "./send-messages.ts"
import { withdrawCode } from "./withdraw-code.ts"

let codes: TestCodes
let deps: AuthorityDeps
let officer: string
let caseId: string

beforeAll(async () => {
  codes = await startCodes()
  deps = { ...codes.deps, codes: { ...codes.deps.codes, codeLimits: noLimits } }
  officer = (await addOfficer(deps, ["tracer"])).id
})
afterAll(() => codes.stop())
beforeEach(async () => {
  codes.ways.outcome = "sent"
  codes.sent.length = 0
  await deps.db.deleteFrom("code_messages").execute()
  caseId = await openTestCase(deps, officer)
})

const send = async () => {
  await moveCodes(deps)
  return sendMessages(deps)
}
const stateOf = async () => (await findCodes(deps, officer, { caseId })).codes[0]
const tables = ["code_messages", "code_requests", "upload_codes", "audit"]
const digitsIn = (text: string) => /\d{4}( \d{4}){4}/.exec(text)?.[0].replaceAll(" ", "") ?? ""

describe("a code by message", () => {
  test("arrives once, in the language that was chosen, with code, link and end", async () => {
    await giveBySms(deps, caseId, officer)
    expect((await stateOf())?.state).toBe("granted")
    await send()
    expect(await send()).toEqual({ sent: 0, refused: 0, late: 0 })
    expect(codes.sent).toHaveLength(1)
    const [message] = codes.sent
    expect(message?.to).toBe("+85291234567")
    expect(message?.text).toContain("測試機關")
    expect(message?.text).toContain(`http://go.test/u#${digitsIn(message?.text ?? "")}`)
    expect(await stateOf()).toMatchObject({ state: "delivered", way: "sms", tries: 1, nextTry: null })
  })

  test("leaves neither digits nor address anywhere, and stands sealed while it waits", async () => {
    codes.ways.outcome = "late"
    await giveBySms(deps, caseId, officer, { to: "+85298765432" })
    await send()
    expect(await deps.db.selectFrom("code_messages").select("id").execute()).toHaveLength(1)
    const waiting = await everythingIn(codes.authority, tables)
    codes.ways.outcome = "sent"
    codes.pass(60)
    await send()
    const digits = digitsIn(codes.sent[0]?.text ?? "")
    expect(digits).toHaveLength(20)
    const after = await everythingIn(codes.authority, tables)
    for (const secret of [digits, digits.slice(0, 19), "98765432", Buffer.from(digits).toString("hex")]) {
      expect(waiting).not.toContain(secret)
      expect(after).not.toContain(secret)
    }
    expect(await deps.db.selectFrom("code_messages").select("id").execute()).toEqual([])
    const sealed = deps.db.selectFrom("code_requests").select("id").where("sealed_to", "is not", null)
    expect(await sealed.execute()).toEqual([])
    const audit = deps.db.selectFrom("audit").select(["act", "purpose"]).where("subject", "=", caseId)
    expect(await audit.execute()).toEqual([{ act: "give-upload-code", purpose: "by sms" }])
  })

  test("is not sent before the public server knows the code", async () => {
    const away = { ...deps, link: { base: "http://127.0.0.1:9" } }
    await giveBySms(away, caseId, officer)
    await moveCodes(away)
    await sendMessages(away)
    expect(codes.sent).toEqual([])
    await send()
    expect(codes.sent).toHaveLength(1)
  })

  test("is tried again ever more seldom, says so meanwhile, and arrives when the way is there again", async () => {
    codes.ways.outcome = "late"
    const start = deps.clock.now()
    await giveBySms(deps, caseId, officer)
    expect(await send()).toEqual({ sent: 0, refused: 0, late: 1 })
    expect(await stateOf()).toMatchObject({ state: "sending", tries: 1, nextTry: start + 60 })
    codes.pass(59)
    expect((await send()).late).toBe(0)
    codes.pass(1)
    expect((await send()).late).toBe(1)
    expect(await stateOf()).toMatchObject({ tries: 2, nextTry: start + 60 + 120 })
    codes.ways.outcome = "sent"
    codes.pass(120)
    await send()
    expect(await stateOf()).toMatchObject({ state: "delivered", tries: 3 })
  })

  test("that is refused is not tried again: the officer sees it, and the address is gone", async () => {
    codes.ways.outcome = "refused"
    await giveBySms(deps, caseId, officer)
    await send()
    expect(await stateOf()).toMatchObject({ state: "failed", nextTry: null })
    expect(await deps.db.selectFrom("code_messages").select("id").execute()).toEqual([])
  })

  test("that nobody took until the code's end has failed, and is destroyed with its address", async () => {
    codes.ways.outcome = "late"
    await giveBySms(deps, caseId, officer)
    await send()
    codes.pass(24 * 3600)
    await send()
    expect(await stateOf()).toMatchObject({ state: "failed" })
    expect(await deps.db.selectFrom("code_messages").select("id").execute()).toEqual([])
  })

  test("goes again under the same name and with the same code when the server dies between sending and noting it", async () => {
    await giveBySms(deps, caseId, officer)
    await moveCodes(deps)
    await sql`revoke delete on code_messages from homesafe_authority`.execute(codes.authority.admin)
    try {
      await expect(sendMessages(deps)).rejects.toThrow()
    } finally {
      await sql`grant delete on code_messages to homesafe_authority`.execute(codes.authority.admin)
    }
    expect(await stateOf()).toMatchObject({ state: "sending", tries: 1 })
    codes.pass(60)
    await send()
    expect(codes.sent).toHaveLength(2)
    expect(codes.sent[1]).toEqual(codes.sent[0])
    expect(await stateOf()).toMatchObject({ state: "delivered", tries: 2 })
  })

  test("is sent once, however many copies of the server make and send codes at once", async () => {
    const cases = await Promise.all(Array.from({ length: 5 }, () => openTestCase(deps, officer)))
    for (const each of cases) await giveBySms(deps, each, officer)
    await Promise.all([moveCodes(deps), moveCodes(deps)])
    await moveCodes(deps)
    await Promise.all([sendMessages(deps), sendMessages(deps), sendMessages(deps)])
    expect(codes.sent).toHaveLength(5)
    expect(new Set(codes.sent.map(({ text }) => digitsIn(text))).size).toBe(5)
    const made = deps.db.selectFrom("upload_codes").select("lookup").where("case_id", "in", cases)
    expect(await made.execute()).toHaveLength(5)
  })

  test("that is withdrawn before it was sent is never sent", async () => {
    codes.ways.outcome = "late"
    await giveBySms(deps, caseId, officer)
    await send()
    expect(await withdrawCode(deps, caseId, officer)).toMatchObject({ ok: true })
    codes.ways.outcome = "sent"
    codes.pass(3600)
    await send()
    expect(codes.sent).toEqual([])
    expect((await stateOf())?.state).toBe("withdrawn")
  })

  test("asked for twice under one id is one wish: the answer that was lost comes again", async () => {
    const { giveCode } = await import("./give-code.ts")
    const to = { way: "sms", number: "+85291234567", language: "en" } as const
    const wish = { id: crypto.randomUUID(), to, laboratoryNumber: null }
    const first = await giveCode(deps, caseId, officer, wish)
    await send()
    expect(await giveCode(deps, caseId, officer, wish)).toEqual(first)
    await send()
    expect(codes.sent).toHaveLength(1)
  })
})

describe("a code on the screen", () => {
  test("is told once and kept nowhere", async () => {
    const { digits, link } = await giveOnScreen(deps, caseId, officer)
    expect(link).toBe(`http://go.test/u#${digits}`)
    expect(await everythingIn(codes.authority, tables)).not.toContain(digits.slice(0, 19))
    expect((await stateOf())?.state).toBe("given")
    codes.pass(24 * 3600 + 1)
    expect((await stateOf())?.state).toBe("expired")
  })
})
