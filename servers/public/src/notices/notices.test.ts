import { randomBytes, randomUUID } from "node:crypto"
import {
  acknowledgeObjection,
  collectObjections,
  deliverVenueNotice,
  listVenueNotices,
  objectToNotice,
  pathOf,
  type VenueNotice,
  type VenueRole,
} from "@homesafe/api"
import { unixSeconds } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { makeSignInToken, openSession } from "../operators/sessions.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { purgeNotices } from "./store.ts"

let server: TestPublic
let app: FastifyInstance
let link: FastifyInstance
let venue: string
/** A session of each role at the venue, and of somebody from elsewhere. */
let sessions: Record<VenueRole | "stranger", string>

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
  const { db } = server.deps
  for (const table of ["venue_notices", "mails_to_send"] as const) await db.deleteFrom(table).execute()
  const open = async (mail: string) => {
    const opened = await openSession(server.deps, await makeSignInToken(server.deps, mail, "en"))
    if (!opened) throw new Error("no session")
    return opened
  }
  const people = {
    owner: await open(`owner-${randomUUID()}@go.test`),
    manager: await open(`manager-${randomUUID()}@go.test`),
    staff: await open(`staff-${randomUUID()}@go.test`),
  }
  const stranger = await open("stranger@go.test")
  const names = { en: "Hoi Fung Market", hant: "海豐街市" }
  const application = JSON.stringify({ names, entrances: [{ names: null, staffOnly: false }] })
  const added = await db
    .insertInto("venues")
    .values({
      application,
      reason: null,
      operator_id: people.owner.operator.id,
      commit: randomBytes(16),
      state: "reviewed",
    })
    .returning("id")
    .executeTakeFirstOrThrow()
  venue = added.id
  for (const role of ["owner", "manager", "staff"] as const)
    await db
      .insertInto("venue_members")
      .values({ venue_id: venue, operator_id: people[role].operator.id, role })
      .execute()
  sessions = {
    owner: people.owner.session,
    manager: people.manager.session,
    staff: people.staff.session,
    stranger: stranger.session,
  }
})

const authorization = () => ({ authorization: `Bearer ${server.deps.linkToken}` })
const headers = (who: keyof typeof sessions) => ({
  "sec-fetch-site": "same-origin",
  cookie: `homesafe-operator=${sessions[who]}`,
})
const told = () => ({
  venue,
  day: 20_241,
  windows: [[12, 24]],
  kind: "exposure",
  isNamed: false,
  listAt: NOON + 3600,
  supersedes: null,
})
const deliver = (id: string, change: object = {}) =>
  link.inject({
    method: "PUT",
    url: pathOf(deliverVenueNotice, { notice: id }),
    payload: { ...told(), answer: null, ...change },
    headers: authorization(),
  })
const list = (who: keyof typeof sessions) =>
  app.inject({ url: pathOf(listVenueNotices, { id: venue }), headers: headers(who) })
const object = (who: keyof typeof sessions, id: string, text = "We were closed") =>
  app.inject({
    method: "POST",
    url: pathOf(objectToNotice, { id: venue, notice: id }),
    payload: { text },
    headers: headers(who),
  })
const collect = async () =>
  (await link.inject({ url: collectObjections.path, headers: authorization() })).json().objections
const mails = () => server.deps.db.selectFrom("mails_to_send").selectAll().orderBy("mail").execute()
const newId = () => randomBytes(16).toString("hex")

test("a notice delivered twice is one; its owner and its manager read it, and each is told once, without a word of what it says", async () => {
  const id = newId()
  expect([(await deliver(id)).statusCode, (await deliver(id)).statusCode]).toEqual([200, 200])
  for (const who of ["owner", "manager"] as const)
    expect((await list(who)).json<{ notices: VenueNotice[] }>().notices).toEqual([{ id, ...told(), objection: null }])
  const sent = await mails()
  expect(sent.map(({ mail }) => mail.split("-")[0])).toEqual(["manager", "owner"])
  for (const { subject, body } of sent) {
    expect(body).toContain(`http://go.test/venue/venues/${venue}/notices`)
    expect(`${subject} ${body}`).not.toMatch(/case|expos|ill\b|disease|warn|20 ?241/i)
  }
})

test("staff, strangers and other venues neither read it nor object", async () => {
  const id = newId()
  await deliver(id)
  expect([(await list("staff")).json(), (await object("staff", id)).json()]).toMatchObject([
    { problem: "not-allowed" },
    { problem: "not-allowed" },
  ])
  expect([(await list("stranger")).json(), (await object("stranger", id)).json()]).toMatchObject([
    { problem: "not-found" },
    { problem: "not-found" },
  ])
  expect((await object("owner", newId())).json()).toMatchObject({ problem: "not-found" })
  expect((await deliver(newId(), { venue: randomUUID() })).json()).toMatchObject({ problem: "not-found" })
  expect(await collect()).toEqual([])
})

test("one objection of many at the same moment counts, waits until the authority has it, and is answered once", async () => {
  const id = newId()
  await deliver(id)
  const tries = await Promise.all([object("owner", id, "first words"), object("manager", id, "other words")])
  expect(tries.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  const waiting = await collect()
  expect(waiting).toMatchObject([{ id, at: NOON }])
  expect(await collect(), "until it is acknowledged").toEqual(waiting)
  await link.inject({ method: "DELETE", url: pathOf(acknowledgeObjection, { notice: id }), headers: authorization() })
  expect(await collect()).toEqual([])
  await server.deps.db.deleteFrom("mails_to_send").execute()
  for (let twice = 0; twice < 2; twice++) await deliver(id, { answer: "We looked again" })
  const { notices } = (await list("owner")).json<{ notices: VenueNotice[] }>()
  expect(notices[0]?.objection).toEqual({ text: waiting[0].text, at: NOON, answer: "We looked again" })
  expect((await mails()).map(({ mail }) => mail.split("-")[0])).toEqual(["manager", "owner"])
  expect((await object("owner", id)).json()).toMatchObject({ problem: "not-in-this-state" })
})

test("what is no objection is refused and loses nothing", async () => {
  const id = newId()
  await deliver(id)
  for (const text of ["", "no", "x".repeat(1_001)])
    expect((await object("owner", id, text)).json()).toMatchObject({ problem: "malformed" })
  expect((await object("owner", id, "We were closed")).statusCode).toBe(200)
})

test("45 days after its list a notice is forgotten, and not before", async () => {
  await deliver(newId())
  server.setNow(unixSeconds(NOON + 3600 + 45 * 86_400))
  expect(await purgeNotices(server.deps)).toBe(0)
  server.setNow(unixSeconds(NOON + 3601 + 45 * 86_400))
  expect(await purgeNotices(server.deps)).toBe(1)
})
