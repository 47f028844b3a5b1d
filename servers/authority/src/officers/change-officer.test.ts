import {
  changeOfficer as changeRoute,
  endOtherSessions,
  endSession,
  listCases,
  listSessions,
  pathOf,
} from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { changeOfficer, isSuspended } from "./change-officer.ts"
import { addPasskey } from "./passkey.test-support.ts"

let authority: TestAuthority
let app: FastifyInstance
let admin: string
let other: string

beforeAll(async () => {
  authority = await startAuthority()
  app = await createAuthorityApp(authority.deps, { problem: null })
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})
beforeEach(async () => {
  await authority.deps.db.deleteFrom("sessions").execute()
  admin = (await addOfficer(authority.deps, ["administrator", "tracer"])).id
  other = (await addOfficer(authority.deps, ["tracer"])).id
})

type Cookies = Awaited<ReturnType<typeof signIn>>
const headers = { "sec-fetch-site": "same-origin" }
const change = (cookies: Cookies, id: string, payload: object) =>
  app.inject({ method: "PUT", url: pathOf(changeRoute, { id }), payload, headers, cookies })
const sessionsOf = async (cookies: Cookies) =>
  (await app.inject({ url: listSessions.path, headers, cookies })).json().sessions as {
    id: string
    officer: string
    isThis: boolean
    device: string | null
  }[]
const end = (cookies: Cookies, id: string) =>
  app.inject({ method: "DELETE", url: pathOf(endSession, { id }), headers, cookies })
const works = async (cookies: Cookies) => (await app.inject({ url: listCases.path, headers, cookies })).statusCode

test("hostile 43: new roles end every session of the officer at once; the log says who gave them", async () => {
  const [mine, theirs, also] = [
    await signIn(authority.deps, admin, true),
    await signIn(authority.deps, other, true),
    await signIn(authority.deps, other, false),
  ]
  const reply = await change(mine, other, { roles: ["tracer", "policy", "policy"], suspended: false })
  expect(reply.json()).toMatchObject({ id: other, roles: ["tracer", "policy"], suspendedAt: null })
  expect([await works(theirs), await works(also), await works(mine)]).toEqual([401, 401, 200])
  const entry = await authority.deps.db.selectFrom("audit").selectAll().orderBy("seq", "desc").executeTakeFirst()
  expect(entry).toMatchObject({ act: "change-officer", officer: admin, subject: other })
})

test("hostile 46: an officer who is kept out opens nothing until let in again, and what is so already ends no session", async () => {
  const mine = await signIn(authority.deps, admin, true)
  await change(mine, other, { roles: ["tracer"], suspended: true })
  expect(await isSuspended(authority.deps, other)).toBe(true)
  // A session that a race left behind is none.
  expect(await works(await signIn(authority.deps, other, true))).toBe(401)
  await change(mine, other, { roles: ["tracer"], suspended: false })
  const theirs = await signIn(authority.deps, other, true)
  await change(mine, other, { roles: ["tracer"], suspended: false })
  expect(await works(theirs)).toBe(200)
})

test("of two administrators who keep each other out at the same moment, one is too late: somebody is left who can let in", async () => {
  const second = (await addOfficer(authority.deps, ["administrator"])).id
  const out = (by: string, id: string) =>
    changeOfficer(authority.deps, by, id, { roles: ["administrator"], suspended: true })
  const both = await Promise.all([out(admin, second), out(second, admin)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toMatchObject({ problem: "not-allowed" })
})

test("nobody changes themselves, without a fresh passkey, without the role, or down to none", async () => {
  const mine = await signIn(authority.deps, admin, true)
  const body = { roles: ["tracer"], suspended: false }
  expect((await change(mine, admin, body)).json()).toMatchObject({ problem: "same-officer" })
  expect((await change(mine, other, { ...body, roles: [] })).json()).toMatchObject({ problem: "malformed" })
  const stale = await signIn(authority.deps, admin, false)
  expect((await change(stale, other, body)).json()).toMatchObject({ problem: "step-up-needed" })
  const theirs = await signIn(authority.deps, other, true)
  expect((await change(theirs, admin, body)).json()).toMatchObject({ problem: "not-allowed" })
  const nobody = "00000000-0000-4000-8000-000000000000"
  expect((await change(mine, nobody, body)).json()).toMatchObject({ problem: "not-found" })
})

test("hostile 50: one sees and ends one's own sessions, an administrator all; an ended one opens nothing at the next request", async () => {
  const [mine, theirs, also] = [
    await signIn(authority.deps, admin, true),
    await signIn(authority.deps, other, true),
    await signIn(authority.deps, other, true),
  ]
  const own = await sessionsOf(theirs)
  expect(own.map(({ isThis }) => isThis).sort()).toEqual([false, true])
  expect(await sessionsOf(mine)).toHaveLength(3)
  const [adminsOwn] = (await sessionsOf(mine)).filter(({ isThis }) => isThis)
  expect((await end(theirs, adminsOwn?.id ?? "")).json()).toMatchObject({ problem: "not-found" })
  expect((await end(theirs, own.find(({ isThis }) => !isThis)?.id ?? "")).statusCode).toBe(200)
  expect([await works(theirs), await works(also), await works(mine)]).toEqual([200, 401, 200])
  expect((await end(mine, own.find(({ isThis }) => isThis)?.id ?? "")).statusCode).toBe(200)
  expect(await works(theirs)).toBe(401)
  const hashes = await authority.deps.db.selectFrom("sessions").select("hash").execute()
  for (const { hash } of hashes)
    expect((await end(mine, hash.toString("hex"))).json()).toMatchObject({ problem: "not-found" })
})

test("one ends all other sessions of one's own at once, nobody else's; each names its device", async () => {
  const [mine, elsewhere, others] = [
    await signIn(authority.deps, other, true),
    await signIn(authority.deps, other, true),
    await signIn(authority.deps, admin, true),
  ]
  const passkey = await addPasskey(authority.deps, other)
  await passkey.signIn(app)
  expect((await sessionsOf(mine)).map(({ device }) => device)).toContain(null)
  const reply = await app.inject({ method: "DELETE", url: endOtherSessions.path, headers, cookies: mine })
  expect(reply.statusCode).toBe(200)
  expect(await sessionsOf(mine)).toMatchObject([{ isThis: true, isOwn: true }])
  expect([await works(mine), await works(elsewhere), await works(others)]).toEqual([200, 401, 200])
})
