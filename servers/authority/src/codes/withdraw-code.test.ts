import { randomBytes } from "node:crypto"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { addOfficer } from "../authority.test-support.ts"
import { openTestCase } from "../cases/case.test-support.ts"
import { collectUploads } from "../cases/collect-uploads.ts"
import { findCase } from "../cases/find-cases.ts"
import type { AuthorityDeps } from "../deps.ts"
import { moveCodes } from "./code-rounds.ts"
import { giveBySms, giveOnScreen, noLimits, startCodes, type TestCodes } from "./codes.test-support.ts"
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
  codes.told.length = 0
  codes.sent.length = 0
  caseId = await openTestCase(deps, officer)
})

const lookupsOf = async () => {
  const asked = deps.db.selectFrom("upload_codes").select("lookup").where("case_id", "=", caseId).orderBy("given_at")
  return (await asked.execute()).map(({ lookup }) => lookup.toString("hex"))
}
const states = async () => (await findCodes(deps, officer, { caseId })).codes.map(({ state }) => state).sort()
const withdraw = (by = deps) => withdrawCode(by, caseId, officer)
/** What the mailbox gives when it is asked for uploads. */
const withUpload = (lookup: string): AuthorityDeps => {
  const box = randomBytes(100).toString("base64url")
  const answered = Buffer.from(JSON.stringify({ uploads: [{ lookup, box }] }))
  return { ...deps, link: { base: `data:application/json;base64,${answered.toString("base64")}#` } }
}

test("a withdrawal is durable here first, and the public server is told until it knows", async () => {
  await giveOnScreen(deps, caseId, officer)
  const away = { ...deps, link: { base: "http://127.0.0.1:9" } }
  expect(await withdraw(away)).toMatchObject({ ok: true })
  await moveCodes(away)
  expect(await states()).toEqual(["withdrawn"])
  expect((await findCase(deps, caseId))?.upload).toBe("code-withdrawn")
  const [lookup] = await lookupsOf()
  expect(codes.told).toEqual([`register ${lookup}`])
  await moveCodes(deps)
  await moveCodes(deps)
  expect(codes.told).toEqual([`register ${lookup}`, `withdraw ${lookup}`])
})

test("a code that was withdrawn before the public server knew it is never registered, and is told as withdrawn", async () => {
  const away = { ...deps, link: { base: "http://127.0.0.1:9" } }
  await giveOnScreen(away, caseId, officer)
  await withdraw()
  await moveCodes(deps)
  expect(codes.told).toEqual([`withdraw ${(await lookupsOf())[0]}`])
})

test("a new code replaces the old one: one is valid, and the old message is not sent any more", async () => {
  await giveBySms(deps, caseId, officer)
  await moveCodes(deps)
  await giveOnScreen(deps, caseId, officer)
  await moveCodes(deps)
  await sendMessages(deps)
  expect(await states()).toEqual(["given", "replaced"])
  expect(codes.sent).toEqual([])
  expect(codes.told.filter((line) => line.startsWith("withdraw"))).toHaveLength(1)
  expect((await findCase(deps, caseId))?.upload).toBe("code-given")
})

test("of many codes asked for at once, one is valid", async () => {
  await Promise.allSettled(Array.from({ length: 6 }, () => giveOnScreen(deps, caseId, officer)))
  await Promise.all(Array.from({ length: 6 }, () => giveBySms(deps, caseId, officer)))
  await moveCodes(deps)
  const valid = (await states()).filter((state) => state === "given" || state === "sending" || state === "delivered")
  expect(valid).toHaveLength(1)
})

test("a used code cannot be withdrawn", async () => {
  await giveOnScreen(deps, caseId, officer)
  const [lookup = ""] = await lookupsOf()
  await collectUploads(withUpload(lookup))
  expect(await withdraw()).toMatchObject({ ok: false, problem: "not-in-this-state" })
  expect(await states()).toEqual(["used"])
})

test("an upload that was sent before the public server knew of the withdrawal belongs to no case and is opened by nobody", async () => {
  await giveOnScreen(deps, caseId, officer)
  const [lookup = ""] = await lookupsOf()
  await withdraw()
  await collectUploads(withUpload(lookup))
  const asked = deps.db.selectFrom("uploads").selectAll().where("lookup", "=", Buffer.from(lookup, "hex"))
  expect(await asked.executeTakeFirst()).toMatchObject({ case_id: null, box: null, state: "quarantined" })
  expect(await states()).toEqual(["withdrawn"])
})

test("nothing to withdraw is said as such, and a wish that waits is withdrawn with its address", async () => {
  expect(await withdraw()).toMatchObject({ ok: false, problem: "not-in-this-state" })
  const strict = { ...deps, codes: { ...deps.codes, codeLimits: { ...noLimits, perHour: 0 } } }
  await giveBySms(strict, caseId, officer)
  expect(await states()).toEqual(["waiting"])
  expect(await withdraw()).toMatchObject({ ok: true })
  const row = deps.db.selectFrom("code_requests").select(["state", "sealed_to"]).where("case_id", "=", caseId)
  expect(await row.execute()).toEqual([{ state: "lapsed", sealed_to: null }])
})

test("a withdrawal and an upload at once: the code is used or withdrawn, and never both", async () => {
  const seen = new Set<string>()
  for (let round = 0; round < 15; round++) {
    caseId = await openTestCase(deps, officer)
    await giveOnScreen(deps, caseId, officer)
    const [lookup = ""] = await lookupsOf()
    const [withdrawn] = await Promise.all([withdraw(), collectUploads(withUpload(lookup))])
    const asked = deps.db.selectFrom("uploads").select("case_id").where("lookup", "=", Buffer.from(lookup, "hex"))
    const isOfCase = (await asked.executeTakeFirstOrThrow()).case_id === caseId
    expect([withdrawn.ok, await states()]).toEqual(isOfCase ? [false, ["used"]] : [true, ["withdrawn"]])
    seen.add(isOfCase ? "used" : "withdrawn")
  }
  expect(seen.size).toBeGreaterThan(0)
}, 60_000)
