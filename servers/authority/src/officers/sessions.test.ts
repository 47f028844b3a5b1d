import { listCases, signOut } from "@homesafe/api"
import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { addPasskey } from "./passkey.test-support.ts"

const COOKIE = "homesafe-officer"
const HOUR = 3_600
let authority: TestAuthority
let app: FastifyInstance
let officer: string
let begun: UnixSeconds
let now: UnixSeconds

beforeAll(async () => {
  authority = await startAuthority()
  begun = authority.deps.clock.now()
  app = await createAuthorityApp({ ...authority.deps, clock: { now: () => now } }, { problem: null })
  officer = (await addOfficer(authority.deps, ["tracer"])).id
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})
beforeEach(() => {
  now = begun
})

const headers = { "sec-fetch-site": "same-origin" }
const status = async (session: string) =>
  (await app.inject({ url: listCases.path, headers, cookies: { [COOKIE]: session } })).statusCode
const after = (seconds: number) => {
  now = unixSeconds(begun + seconds)
}
const newSession = async () => (await signIn(authority.deps, officer, true))[COOKIE] ?? ""

test("hostile 43: a cookie that somebody planted is none before sign-in and none after it; the session gets a new secret", async () => {
  const passkey = await addPasskey(authority.deps, officer)
  const planted = "A".repeat(43)
  expect(await status(planted)).toBe(401)
  const signedIn = await passkey.signIn(app, { [COOKIE]: planted })
  expect(signedIn.statusCode).toBe(200)
  const [cookie] = signedIn.cookies
  expect(cookie).toMatchObject({ name: COOKIE, httpOnly: true, sameSite: "Strict", path: "/" })
  expect(cookie?.value).not.toBe(planted)
  expect([await status(cookie?.value ?? ""), await status(planted)]).toEqual([200, 401])
})

test("hostile 43: who signs in again has a new session, and the one that the browser held before is over", async () => {
  const passkey = await addPasskey(authority.deps, officer)
  const [held, elsewhere] = [await newSession(), await newSession()]
  const [cookie] = (await passkey.signIn(app, { [COOKIE]: held })).cookies
  expect(cookie?.value).not.toBe(held)
  expect([await status(cookie?.value ?? ""), await status(held), await status(elsewhere)]).toEqual([200, 401, 200])
})

test("hostile 43: a session that was signed out of opens nothing, and the browser is told to forget", async () => {
  const session = await newSession()
  const reply = await app.inject({ method: signOut.method, url: signOut.path, headers, cookies: { [COOKIE]: session } })
  expect(reply.headers["clear-site-data"]).toBe('"cache"')
  expect(reply.cookies[0]).toMatchObject({ name: COOKIE, value: "" })
  expect(await status(session)).toBe(401)
})

test("hostile 43: a session is over one second after a quarter of an hour without a call, and does not come back", async () => {
  const session = await newSession()
  after(15 * 60)
  expect(await status(session)).toBe(200)
  after(30 * 60 + 1)
  expect(await status(session)).toBe(401)
  expect(await status(session)).toBe(401)
})

test("hostile 43: a session that is never idle is over one second after twelve hours", async () => {
  const session = await newSession()
  for (let seconds = 0; seconds <= 12 * HOUR; seconds += 15 * 60) {
    after(seconds)
    expect(await status(session), `${seconds} s`).toBe(200)
  }
  after(12 * HOUR + 1)
  expect(await status(session)).toBe(401)
})
