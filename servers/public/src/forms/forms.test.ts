import { createHash } from "node:crypto"
import { acknowledgeForms, collectForms, sendForm } from "@homesafe/api"
import { addDays, concatBytes, serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { steadyRandom, venueOf } from "@homesafe/protocol/deployment.test-support"
import { deriveBoxKeyPair } from "@homesafe/protocol/opener"
import { deviceKeys, sealForm } from "@homesafe/protocol/venue"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { purgeForms } from "./keep-forms.ts"

let server: TestPublic
let front: FastifyInstance
let other: FastifyInstance
let link: FastifyInstance

beforeAll(async () => {
  server = await startPublic()
  front = await createPublicApp(server.deps)
  other = await createPublicApp(server.copy)
  link = await createLinkApp(server.deps)
})
afterAll(async () => {
  await Promise.all([front.close(), other.close(), link.close()])
  await server.stop()
})
beforeEach(async () => {
  server.setNow(NOON)
  await server.deps.db.deleteFrom("form_records").execute()
})

const today = serviceDayOf(NOON, 14_400)
const random = steadyRandom("forms")
const { pub: formKey } = await deriveBoxKeyPair(random(32))

/** A form of so many hours, as a gate sends it. */
async function formOf(hours = 1, day = today, name = "Chan Tai Man") {
  const { venueKey, vid, header } = venueOf("market", { notBefore: addDays(today, -100) })
  const dayKeys = new Map(deviceKeys(venueKey, header.notBefore, [day]).map((each) => [each.day, each.dayKey]))
  const from = unixSeconds(NOON + (day - today) * 86_400)
  const entry = { from, until: null, name, number: "9123 4567" }
  const door = { dep: server.deps.dep, offset: 14_400, vid, formKey, dayKeys }
  return sealForm(door, entry, unixSeconds(from + hours * 3600), random(16))
}
const post = (body: Uint8Array, at = front) =>
  at.inject({
    method: sendForm.method,
    url: sendForm.path,
    payload: Buffer.from(body),
    headers: { "content-type": sendForm.contentType, "user-agent": "a gate", "x-forwarded-for": "203.0.113.9" },
  })
const headers = () => ({ authorization: `Bearer ${server.deps.linkToken}` })
const collect = async (): Promise<string[]> =>
  (await link.inject({ url: collectForms.path, headers: headers() })).json().records
const acknowledge = (records: readonly string[]) =>
  link.inject({
    method: acknowledgeForms.method,
    url: acknowledgeForms.path,
    headers: headers(),
    payload: {
      hashes: records.map((text) => createHash("sha256").update(Buffer.from(text, "base64url")).digest("hex")),
    },
  })

test("a form is there, byte for byte, when it is answered, stays until the authority has it, and is dropped then", async () => {
  const records = await formOf(3)
  expect((await post(concatBytes(...records))).statusCode).toBe(204)
  const sent = records.map((bytes) => Buffer.from(bytes).toString("base64url"))
  expect(await collect()).toEqual(sent)
  expect(await collect(), "until it is acknowledged").toEqual(sent)
  await acknowledge(sent.slice(0, 2))
  expect(await collect()).toEqual(sent.slice(2))
  await acknowledge(sent)
  expect(await collect()).toEqual([])
})

test("the same form sent again, also at the same moment to two servers, is one", async () => {
  const body = concatBytes(...(await formOf(2)))
  const answers = await Promise.all([front, other, front, other].map((at) => post(body, at)))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 204, 204, 204])
  expect(await collect()).toHaveLength(2)
})

test("nothing is kept of who sent a form, of when, or of what was written", async () => {
  await post(concatBytes(...(await formOf(1, today, "Wong Siu Ming"))))
  const [row] = await server.deps.db.selectFrom("form_records").selectAll().execute()
  expect(Object.keys(row ?? {}).sort()).toEqual(["day", "hash", "record", "serial"])
  const text = JSON.stringify(row?.record.toString("latin1"))
  for (const word of ["Wong", "Siu Ming", "9123", "4567"]) expect(text).not.toContain(word)
})

test("what is no form of these days is refused whole and keeps nothing", async () => {
  const [record] = await formOf()
  if (!record) throw new Error("no record")
  for (const body of [record.subarray(1), new Uint8Array(), concatBytes(record, record.subarray(1))])
    expect((await post(body)).json()).toMatchObject({ problem: "malformed" })
  expect((await post(concatBytes(...Array.from({ length: 26 }, () => record)))).statusCode).toBe(413)
  for (const day of [addDays(today, 2), addDays(today, -31)]) {
    const [outside] = await formOf(1, day)
    expect((await post(concatBytes(record, outside ?? record))).json(), String(day)).toMatchObject({
      problem: "malformed",
    })
  }
  expect(await collect()).toEqual([])
  for (const day of [addDays(today, 1), addDays(today, -30)])
    expect((await post(concatBytes(...(await formOf(1, day))))).statusCode, String(day)).toBe(204)
})

test("a flood is bounded: no more wait than there is room for, of a form all records or none", async () => {
  const statuses: number[] = []
  for (let i = 0; i < 5; i++) statuses.push((await post(concatBytes(...(await formOf(9))))).statusCode)
  expect(statuses).toEqual([204, 204, 204, 204, 429])
  expect(await collect()).toHaveLength(36)
  await acknowledge(await collect())
  expect((await post(concatBytes(...(await formOf(9))))).statusCode).toBe(204)
})

test("one address is held to a rate", async () => {
  const strict = await createPublicApp({ ...server.deps, limits: { ...server.deps.limits, formsPerTenMinutes: 2 } })
  const statuses: number[] = []
  for (let i = 0; i < 3; i++) statuses.push((await post(concatBytes(...(await formOf())), strict)).statusCode)
  await strict.close()
  expect(statuses).toEqual([204, 204, 429])
})

test("a form that nobody collects is deleted with its day: kept for 31 days, gone with the 32nd", async () => {
  await post(concatBytes(...(await formOf())))
  server.setNow(unixSeconds(NOON + 30 * 86_400))
  expect(await purgeForms(server.deps)).toBe(0)
  server.setNow(unixSeconds(NOON + 31 * 86_400))
  expect(await purgeForms(server.deps)).toBe(1)
  expect(await collect()).toEqual([])
})
