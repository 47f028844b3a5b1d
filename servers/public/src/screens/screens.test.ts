import { randomBytes, randomUUID } from "node:crypto"
import { deliverScreen, pathOf, registerScreen, removeScreen, type Screen } from "@homesafe/api"
import { ed25519PublicKey, hexOf, serviceDayOf } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { makeSignInToken, openSession } from "../operators/sessions.ts"
import { makeOwner } from "../people/members.ts"
import { startPublic, type TestPublic } from "../public.test-support.ts"
import { MOST_SCREENS } from "./store.ts"

let server: TestPublic
let app: FastifyInstance
/** Another copy of the server on the same database. */
let other: FastifyInstance
let link: FastifyInstance
let session: string
let operator: string
let venue: string

beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  other = await createPublicApp(server.copy)
  link = await createLinkApp(server.deps)
})
afterAll(async () => {
  await Promise.all([app.close(), other.close(), link.close()])
  await server.stop()
})
beforeEach(async () => {
  await server.deps.db.deleteFrom("screens").execute()
  const opened = await openSession(server.deps, await makeSignInToken(server.deps, `${randomUUID()}@go.test`, "en"))
  if (!opened) throw new Error("no session")
  session = opened.session
  operator = opened.operator.id
  venue = await addVenue("reviewed")
})

const newKey = () => hexOf(ed25519PublicKey(new Uint8Array(randomBytes(32))))

async function addVenue(state: "provisional" | "reviewed"): Promise<string> {
  const entrances = [0, 1, 2, 3].map(() => ({ names: null, staffOnly: false }))
  const row = await server.deps.db
    .insertInto("venues")
    .values({
      operator_id: operator,
      application: JSON.stringify({ names: { en: "Hoi Fung Market", hant: "海豐街市" }, entrances }),
      commit: new Uint8Array(randomBytes(16)),
      state,
      reason: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow()
  await makeOwner(server.deps.db, row.id, operator)
  return row.id
}

const headers = () => ({ "sec-fetch-site": "same-origin", cookie: `homesafe-operator=${session}` })
const ask = (payload: object, at = app, of = venue) =>
  at.inject({ method: "POST", url: pathOf(registerScreen, { id: of }), payload, headers: headers() })
const list = async () =>
  (await app.inject({ url: `/v1/venues/${venue}/screens`, headers: headers() })).json().screens as Screen[] // as: the contract's reply
const authorization = () => ({ authorization: `Bearer ${server.deps.linkToken}` })
const collect = async () => (await link.inject({ url: "/link/screens", headers: authorization() })).json().screens
const deliver = (id: string, payload: object) =>
  link.inject({ method: "PUT", url: pathOf(deliverScreen, { id }), payload, headers: authorization() })

test("a screen is asked for, collected by the authority, granted, and its grant is the portal's to read", async () => {
  const kioskKey = newKey()
  const asked = await ask({ kioskKey, entrance: 2 })
  expect(asked.json()).toMatchObject({ kioskKey, entrance: 2, state: "asked", grant: null })
  const { id } = asked.json()
  expect(await collect()).toEqual([{ id, venue, entrance: 2, kioskKey }])
  const grant = "ab".repeat(150)
  for (let twice = 0; twice < 2; twice++)
    expect((await deliver(id, { state: "granted", reason: null, grant })).statusCode).toBe(200)
  expect(await collect()).toEqual([])
  expect(await list()).toEqual([{ id, kioskKey, entrance: 2, state: "granted", reason: null, grant, removedOn: null }])
})

test("asked twice, at whichever server and at the same moment, it is one screen", async () => {
  const kioskKey = newKey()
  const answers = await Promise.all([app, other, app, other].map((at) => ask({ kioskKey, entrance: 0 }, at)))
  expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1)
  expect(await list()).toHaveLength(1)
})

test("one key is one screen: at another entrance or another venue it is refused", async () => {
  const kioskKey = newKey()
  await ask({ kioskKey, entrance: 0 })
  expect((await ask({ kioskKey, entrance: 1 })).json()).toMatchObject({ problem: "screen-known" })
  const second = await addVenue("reviewed")
  expect((await ask({ kioskKey, entrance: 0 }, app, second)).json()).toMatchObject({ problem: "screen-known" })
})

test("a venue has four entrances with a screen each, and never more than forty screens, however many ask at once", async () => {
  for (let entrance = 0; entrance < 4; entrance++)
    expect((await ask({ kioskKey: newKey(), entrance })).statusCode).toBe(200)
  const more = Array.from({ length: MOST_SCREENS }, (_, i) =>
    ask({ kioskKey: newKey(), entrance: 0 }, i % 2 ? app : other),
  )
  const problems = (await Promise.all(more)).filter((answer) => answer.statusCode !== 200).map((a) => a.json().problem)
  expect(problems).toEqual(["too-many-screens", "too-many-screens", "too-many-screens", "too-many-screens"])
  expect(await list()).toHaveLength(MOST_SCREENS)
})

test("a screen that is given up keeps its grant, and its key is never granted or given days again", async () => {
  const kioskKey = newKey()
  const { id } = (await ask({ kioskKey, entrance: 0 })).json()
  const remove = (screen = id, of = venue) =>
    app.inject({ method: "DELETE", url: pathOf(removeScreen, { id: of, screen }), headers: headers() })
  const removedOn = serviceDayOf(server.deps.clock.now(), server.deps.offset)
  expect((await remove()).json()).toMatchObject({ id, removedOn })
  expect((await remove()).json(), "asked twice it is the same day").toMatchObject({ removedOn })
  expect(await collect(), "the issuer is not asked any more").toEqual([])
  expect((await ask({ kioskKey, entrance: 0 })).json()).toMatchObject({ problem: "not-in-this-state" })
  expect((await ask({ kioskKey: newKey(), entrance: 0 })).statusCode).toBe(200)
  expect((await remove(randomUUID())).json()).toMatchObject({ problem: "not-found" })
  expect((await remove(id, await addVenue("reviewed"))).json()).toMatchObject({ problem: "not-found" })
})

test("a venue whose code was revoked gets no screen", async () => {
  const revoked = JSON.stringify({ from: 20_000, reason: "The poster was copied" })
  await server.deps.db.updateTable("venues").set({ revoked }).where("id", "=", venue).execute()
  expect((await ask({ kioskKey: newKey(), entrance: 0 })).json()).toMatchObject({ problem: "not-in-this-state" })
})

test("what cannot be granted is refused before anyone is asked", async () => {
  const unreviewed = await addVenue("provisional")
  expect((await ask({ kioskKey: newKey(), entrance: 0 }, app, unreviewed)).json()).toMatchObject({
    problem: "not-in-this-state",
  })
  const wrong = [
    { kioskKey: newKey(), entrance: 4 },
    { kioskKey: `01${"00".repeat(31)}`, entrance: 0 },
    { kioskKey: "ab" },
  ]
  for (const body of wrong) expect((await ask(body)).json()).toMatchObject({ problem: "malformed" })
  const foreign = venue
  const stranger = await openSession(server.deps, await makeSignInToken(server.deps, "stranger@go.test", "en"))
  session = stranger?.session ?? ""
  expect((await ask({ kioskKey: newKey(), entrance: 0 }, app, foreign)).json()).toMatchObject({ problem: "not-found" })
  expect((await app.inject({ url: `/v1/venues/${foreign}/screens`, headers: headers() })).statusCode).toBe(404)
  expect(await server.deps.db.selectFrom("screens").selectAll().execute()).toEqual([])
})

test("a server that dies before it has written has acknowledged nothing", async () => {
  const kioskKey = newKey()
  const { db } = server.copy
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom("venues").select("id").where("id", "=", venue).forUpdate().execute()
    const asked = ask({ kioskKey, entrance: 0 })
    const kill = sql<{ pid: number }>`select pg_terminate_backend(pid) as pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    await vi.waitUntil(async () => (await kill.execute(db)).rows.length > 0, 10_000)
    expect((await asked).statusCode).toBe(500)
  })
  expect(await list()).toEqual([])
  expect((await ask({ kioskKey, entrance: 0 }, other)).statusCode).toBe(200)
})

test("an answer that is none is refused by the link", async () => {
  const { id } = (await ask({ kioskKey: newKey(), entrance: 0 })).json()
  for (const body of [
    { state: "granted", reason: null, grant: null },
    { state: "refused", reason: "not-in-this-state", grant: "ab".repeat(150) },
    { state: "granted", reason: null, grant: "ab" },
  ])
    expect((await deliver(id, body)).json()).toMatchObject({ problem: "malformed" })
  const grant = "ab".repeat(150)
  expect((await deliver(randomUUID(), { state: "granted", reason: null, grant })).statusCode).toBe(404)
  expect(await list()).toMatchObject([{ state: "asked" }])
})
