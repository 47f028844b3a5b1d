import { randomBytes, randomUUID } from "node:crypto"
import { answerVenueRequest, deliverVenueRequest, listVenueRequests, pathOf } from "@homesafe/api"
import { unixSeconds } from "@homesafe/protocol"
import type { Mail } from "@homesafe/service/mail"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { makeSignInToken, openSession } from "../operators/sessions.ts"
import { makeOwner } from "../people/members.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { purgeRequests } from "./store.ts"
import { tellRequests } from "./tell-requests.ts"

let server: TestPublic
let app: FastifyInstance
/** Another copy of the server on the same database. */
let other: FastifyInstance
let link: FastifyInstance
let session: string
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
  server.setNow(NOON)
  await server.deps.db.deleteFrom("venue_requests").execute()
  const opened = await openSession(server.deps, await makeSignInToken(server.deps, `${randomUUID()}@go.test`, "en"))
  if (!opened) throw new Error("no session")
  session = opened.session
  const names = { en: "Hoi Fung Market", hant: "海豐街市" }
  const row = { application: JSON.stringify({ names, entrances: [{ names: null, staffOnly: false }] }), reason: null }
  const added = await server.deps.db
    .insertInto("venues")
    .values({ ...row, operator_id: opened.operator.id, commit: randomBytes(16), state: "reviewed" })
    .returning("id")
    .executeTakeFirstOrThrow()
  venue = added.id
  await makeOwner(server.deps.db, venue, opened.operator.id)
})

const until = NOON + 3600
const envelope = { bytes: "AAAA", sigs: [{ key: "01020304", role: "request", sig: "AAAA" }] }
const newBox = () => randomBytes(251).toString("base64url")
const authorization = () => ({ authorization: `Bearer ${server.deps.linkToken}` })
const headers = () => ({ "sec-fetch-site": "same-origin", cookie: `homesafe-operator=${session}` })

async function deliver(id = randomBytes(16).toString("hex"), of = venue) {
  const payload = { venue: of, day: 20_241, until, envelope }
  const url = pathOf(deliverVenueRequest, { request: id })
  return { id, answer: await link.inject({ method: "PUT", url, payload, headers: authorization() }) }
}
const answer = (request: string, box: string | null, at = app) =>
  at.inject({
    method: "POST",
    url: pathOf(answerVenueRequest, { id: venue, request }),
    payload: { box },
    headers: headers(),
  })
const list = async () =>
  (await app.inject({ url: pathOf(listVenueRequests, { id: venue }), headers: headers() })).json().requests
const collect = async () => (await link.inject({ url: "/link/venue-answers", headers: authorization() })).json().answers

test("a request delivered twice is one; its operator reads the signed bytes, answers, and the authority takes the box once", async () => {
  const { id } = await deliver()
  await deliver(id)
  expect(await list()).toEqual([{ id, venue, day: 20_241, until, envelope, state: "asked" }])
  expect(await collect()).toEqual([])
  const box = newBox()
  expect((await answer(id, box)).json()).toMatchObject({ state: "answered" })
  for (let twice = 0; twice < 2; twice++) expect(await collect(), "until it is acknowledged").toEqual([{ id, box }])
  await link.inject({ method: "DELETE", url: `/link/venue-answers/${id}`, headers: authorization() })
  expect(await collect()).toEqual([])
  const [kept] = await server.deps.db.selectFrom("venue_requests").selectAll().execute()
  expect(kept).toMatchObject({ state: "answered", box: null })
})

test("of many answers at the same moment, at two servers, one counts, and it is never changed", async () => {
  const { id } = await deliver()
  const tries = await Promise.all([app, other, app, other].map((at, i) => answer(id, i === 3 ? null : newBox(), at)))
  expect(tries.filter((each) => each.statusCode === 200)).toHaveLength(1)
  const [before] = await collect()
  expect((await answer(id, newBox())).json()).toMatchObject({ problem: "not-in-this-state" })
  expect(await collect()).toEqual([before])
})

test("declining is an answer without a box", async () => {
  const { id } = await deliver()
  expect((await answer(id, null)).json()).toMatchObject({ state: "declined" })
  expect(await collect()).toEqual([{ id, box: null }])
})

test("a stranger neither reads nor answers it, a late or misshapen answer is refused, and nobody but the link collects", async () => {
  const { id } = await deliver()
  expect((await answer(id, "AAAA")).json()).toMatchObject({ problem: "malformed" })
  const own = session
  session =
    (await openSession(server.deps, await makeSignInToken(server.deps, "stranger@go.test", "en")))?.session ?? ""
  expect((await answer(id, newBox())).json()).toMatchObject({ problem: "not-found" })
  expect(await list()).toBeUndefined()
  session = own
  server.setNow(unixSeconds(until + 1))
  expect((await answer(id, newBox())).json()).toMatchObject({ problem: "link-expired" })
  expect((await deliver(undefined, randomUUID())).answer.statusCode).toBe(404)
  expect((await link.inject({ url: "/link/venue-answers" })).statusCode).toBe(403)
  expect(await collect()).toEqual([])
})

test("the operator is told once by mail, again after a mail that could not be handed over, and no box is ever in it", async () => {
  const mails: Mail[] = []
  let isDown = true
  const sendMail = async (mail: Mail) => {
    if (isDown) throw new Error("no mail server")
    mails.push(mail)
  }
  await deliver()
  expect(await tellRequests({ ...server.deps, sendMail })).toEqual({ sent: 0, failed: 1 })
  isDown = false
  const told = await Promise.all([server.deps, server.copy].map((deps) => tellRequests({ ...deps, sendMail })))
  expect(told.reduce((sum, { sent }) => sum + sent, 0)).toBe(1)
  expect(await tellRequests({ ...server.deps, sendMail })).toEqual({ sent: 0, failed: 0 })
  expect(mails).toHaveLength(1)
  expect(mails[0]?.text).toContain(`http://go.test/venue/venues/${venue}/requests`)
  expect(mails[0]?.subject).toBe("Hoi Fung Market: Test Authority asks you for one day’s key")
})

test("a request is forgotten thirty days after its time", async () => {
  await deliver()
  server.setNow(unixSeconds(until + 30 * 86_400))
  expect(await purgeRequests(server.deps)).toBe(0)
  server.setNow(unixSeconds(until + 30 * 86_400 + 1))
  expect(await purgeRequests(server.deps)).toBe(1)
})
