import { randomUUID } from "node:crypto"
import { acknowledgeCodeReport, type CodeReport, collectCodeReports, pathOf, reportCode } from "@homesafe/api"
import { serviceDayOf } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { startPublic, type TestPublic } from "../public.test-support.ts"

let server: TestPublic
let front: FastifyInstance
let link: FastifyInstance

beforeAll(async () => {
  server = await startPublic()
  front = await createPublicApp(server.deps)
  link = await createLinkApp(server.deps)
})
afterAll(async () => {
  await Promise.all([front.close(), link.close()])
  await server.stop()
})
beforeEach(async () => void (await server.deps.db.deleteFrom("code_reports").execute()))

const photo = Buffer.from("a small picture").toString("base64url")
const words = {
  problem: "wrong-host",
  text: "https://example.org/v#… (0011223344556677)",
  place: "Pier 2",
  photo,
} as const
const send = (id: string, payload: object = words) =>
  front.inject({
    method: "PUT",
    url: pathOf(reportCode, { id }),
    payload,
    headers: { "sec-fetch-site": "same-origin" },
  })
const authorization = () => ({ authorization: `Bearer ${server.deps.linkToken}` })
const collect = async () => {
  const reply = await link.inject({ method: "GET", url: collectCodeReports.path, headers: authorization() })
  return reply.json<{ reports: CodeReport[] }>().reports
}

test("a report is one however often it is sent, and keeps the day alone of when it came", async () => {
  const id = randomUUID()
  expect([(await send(id)).statusCode, (await send(id)).statusCode]).toEqual([200, 200])
  const day = serviceDayOf(server.deps.clock.now(), server.deps.offset)
  expect(await collect()).toEqual([{ id, day, ...words }])
  const [row] = await server.deps.db.selectFrom("code_reports").selectAll().execute()
  expect(Object.keys(row ?? {}).sort(), "and nothing of who sent it").toEqual([
    "day",
    "id",
    "photo",
    "place",
    "problem",
    "text",
  ])
})

test("it waits until the authority has it, and is then gone", async () => {
  const id = randomUUID()
  await send(id)
  expect(await collect()).toHaveLength(1)
  expect(await collect(), "asked twice, it is there twice").toHaveLength(1)
  const url = pathOf(acknowledgeCodeReport, { id })
  expect((await link.inject({ method: "DELETE", url, headers: authorization() })).statusCode).toBe(200)
  expect(await collect()).toEqual([])
})

test("a flood is bounded: what waits stays, and more is refused until the authority has come", async () => {
  const ids = Array.from({ length: 5 }, () => randomUUID())
  const statuses: number[] = []
  for (const id of ids) statuses.push((await send(id)).statusCode)
  expect(statuses).toEqual([200, 200, 200, 200, 429])
  expect((await send(ids[0] ?? "")).statusCode, "one that waits already is no more").toBe(200)
  expect(await collect()).toHaveLength(4)
})

test("what is no report, or brings a code's own digits, is refused and keeps nothing", async () => {
  const bad = [
    { ...words, problem: "a-reason-of-my-own" },
    { ...words, text: "x".repeat(1_201) },
    { ...words, text: "https://example.org/v#00112233445566778" },
    { ...words, photo: "not base64url!" },
    { ...words, name: "a person" },
  ]
  for (const payload of bad) expect((await send(randomUUID(), payload)).json()).toMatchObject({ problem: "malformed" })
  expect((await send("12345678")).json()).toMatchObject({ problem: "malformed", field: "id" })
  expect(await collect()).toEqual([])
})
