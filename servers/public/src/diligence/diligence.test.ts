import { randomBytes, randomUUID } from "node:crypto"
import { type Diligence, deliverDoorInspection, getDiligence, noteCheck, pathOf } from "@homesafe/api"
import { addDays, serviceDayOf, unixSeconds } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { makeSignInToken, openSession } from "../operators/sessions.ts"
import { makeOwner } from "../people/members.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { purgeDiligence } from "./store.ts"

let server: TestPublic
let app: FastifyInstance
let link: FastifyInstance
let session: string
let venue: string

beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  link = await createLinkApp(server.deps)
})
afterAll(async () => {
  await Promise.all([app.close(), link.close()])
  await server.stop()
})
beforeEach(async () => {
  server.setNow(NOON)
  for (const table of ["venue_checks", "door_inspections"] as const) await server.deps.db.deleteFrom(table).execute()
  const own = await operatorWithVenue()
  session = own.session
  venue = own.venue
})

async function operatorWithVenue() {
  const opened = await openSession(server.deps, await makeSignInToken(server.deps, `${randomUUID()}@go.test`, "en"))
  if (!opened) throw new Error("no session")
  const door = { names: null, staffOnly: false }
  const application = { names: { en: "Hoi Fung Market", hant: "海豐街市" }, entrances: [door, door] }
  const added = await server.deps.db
    .insertInto("venues")
    .values({
      application: JSON.stringify(application),
      reason: null,
      operator_id: opened.operator.id,
      commit: randomBytes(16),
      state: "reviewed",
    })
    .returning("id")
    .executeTakeFirstOrThrow()
  await makeOwner(server.deps.db, added.id, opened.operator.id)
  return { session: opened.session, venue: added.id }
}

const today = () => serviceDayOf(server.deps.clock.now(), server.deps.offset)
const headers = (of = session) => ({ "sec-fetch-site": "same-origin", cookie: `homesafe-operator=${of}` })
const authorization = () => ({ authorization: `Bearer ${server.deps.linkToken}` })
const note = (payload: object, of = session) =>
  app.inject({ method: "POST", url: pathOf(noteCheck, { id: venue }), payload, headers: headers(of) })
const deliver = (id: string, payload: object) =>
  link.inject({ method: "PUT", url: pathOf(deliverDoorInspection, { id }), payload, headers: authorization() })
const read = async (of = session) => {
  const reply = await app.inject({ url: pathOf(getDiligence, { id: venue }), headers: headers(of) })
  return reply.json<Diligence>()
}

test("a check is one of its kind, its door and its day, and says nothing of who checked", async () => {
  await note({ kind: "displayed", entrance: 1 })
  await note({ kind: "displayed", entrance: 1 })
  await note({ kind: "staff-told", entrance: null })
  expect((await read()).checks).toEqual([
    { kind: "displayed", entrance: 1, day: today() },
    { kind: "staff-told", entrance: null, day: today() },
  ])
  const [row] = await server.deps.db.selectFrom("venue_checks").selectAll().execute()
  expect(Object.keys(row ?? {}).sort()).toEqual(["day", "entrance", "kind", "venue_id"])
  await server.deps.db
    .updateTable("venue_checks")
    .set((e) => ({ day: e("day", "-", 1) }))
    .execute()
  await note({ kind: "displayed", entrance: 1 })
  expect((await read()).checks.map(({ day }) => day)).toEqual([today(), addDays(today(), -1), addDays(today(), -1)])
})

test.each([
  ["a door that the venue does not have", { kind: "displayed", entrance: 2 }],
  ["a poster of no door", { kind: "tested", entrance: null }],
  ["staff of one door", { kind: "staff-told", entrance: 0 }],
  ["a kind that does not exist", { kind: "swept", entrance: 0 }],
  ["words of its own", { kind: "staff-told", entrance: null, note: "a visitor's name" }],
])("a check of %s is refused and not kept", async (_, payload) => {
  expect((await note(payload)).json()).toMatchObject({ problem: "malformed" })
  expect((await read()).checks).toEqual([])
})

test("what an inspector found is told once to the venue, and to no other operator", async () => {
  const id = randomUUID()
  const found = { venue, entrance: 0, finding: "displayed", day: today() }
  expect([(await deliver(id, found)).statusCode, (await deliver(id, found)).statusCode]).toEqual([200, 200])
  expect((await read()).inspections).toEqual([{ entrance: 0, finding: "displayed", day: today() }])
  const other = await operatorWithVenue()
  expect(await read(other.session)).toMatchObject({ problem: "not-found" })
  expect((await note({ kind: "displayed", entrance: 0 }, other.session)).json()).toMatchObject({ problem: "not-found" })
  expect((await deliver(randomUUID(), { ...found, venue: randomUUID() })).json()).toMatchObject({
    problem: "not-found",
  })
  expect((await deliver(randomUUID(), { ...found, note: "for officers" })).json()).toMatchObject({
    problem: "malformed",
  })
})

test("after 400 days both are forgotten, and not before", async () => {
  await note({ kind: "displayed", entrance: 0 })
  await deliver(randomUUID(), { venue, entrance: null, finding: "missing", day: today() })
  server.setNow(unixSeconds(NOON + 400 * 86_400))
  expect(await purgeDiligence(server.deps)).toBe(0)
  server.setNow(unixSeconds(NOON + 401 * 86_400))
  expect(await purgeDiligence(server.deps)).toBe(2)
})
