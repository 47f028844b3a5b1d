import { randomBytes } from "node:crypto"
import * as api from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { inviteFirstOfficer } from "./invitations.ts"
import { addPasskey } from "./passkey.test-support.ts"

const headers = { "sec-fetch-site": "same-origin" }
type Passkey = Awaited<ReturnType<typeof addPasskey>>
let authority: TestAuthority
let app: FastifyInstance
let officer: string
let passkey: Passkey
let addresses = 0
/** An address that has not asked yet, so that one test's limits are not another's. */
const newAddress = () => `10.1.${addresses >> 8}.${addresses++ & 255}`

beforeAll(async () => {
  authority = await startAuthority()
  app = await createAuthorityApp(authority.deps, { problem: null })
  officer = (await addOfficer(authority.deps, ["tracer"])).id
  passkey = await addPasskey(authority.deps, officer)
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})

const post = (c: api.Contract, payload: object, remoteAddress = newAddress(), cookies = {}) =>
  app.inject({ method: "POST", url: c.path, headers, payload, remoteAddress, cookies })
const challenge = async (from?: string): Promise<string> =>
  (await post(api.startSignIn, {}, from)).json().options.challenge
const finish = async (response: object, from?: string) => {
  const reply = await post(api.finishSignIn, { response }, from)
  return reply.statusCode === 200 ? "in" : (reply.json().problem as string)
}
const sessions = async () => (await authority.deps.db.selectFrom("sessions").select("hash").execute()).length

test("hostile 49: the passkey itself opens a session, from this test's hand too", async () => {
  expect(await finish(passkey.answer(await challenge()))).toBe("in")
})

test.each([
  ["at a proxy's own address", { origin: "https://console.test.evil.example" }],
  ["at a proxy that passes on our site's name", { origin: "https://evil.example", site: "http://console.test" }],
  ["at our address under another site's name", { origin: "http://console.test", site: "https://evil.example" }],
  ["over another scheme", { origin: "https://console.test" }],
  ["at another port", { origin: "http://console.test:8080" }],
  ["by somebody whom the passkey did not verify", { isVerified: false }],
])("hostile 49: an answer that was given %s is refused", async (_, elsewhere) => {
  const before = await sessions()
  expect(await finish(passkey.answer(await challenge(), elsewhere))).toBe("passkey-refused")
  expect(await sessions()).toBe(before)
})

test("hostile 49: an answer counts once; with a challenge of our own making, of another use or too late it counts never", async () => {
  const answer = passkey.answer(await challenge())
  expect([await finish(answer), await finish(answer)]).toEqual(["in", "passkey-refused"])
  expect(await finish(passkey.answer(randomBytes(32).toString("base64url")))).toBe("passkey-refused")
  const cookies = await signIn(authority.deps, officer, false)
  const forStepUp = (await post(api.startStepUp, {}, undefined, cookies)).json().options.challenge
  expect(await finish(passkey.answer(forStepUp))).toBe("passkey-refused")
  const late = await challenge()
  await authority.deps.db.updateTable("challenges").set({ expires: 0 }).execute()
  expect(await finish(passkey.answer(late))).toBe("passkey-refused")
})

test("hostile 49: of fifty replays at once one counts", async () => {
  const answer = passkey.answer(await challenge())
  const all = await Promise.all(Array.from({ length: 50 }, () => finish(answer)))
  expect(all.filter((each) => each === "in")).toHaveLength(1)
})

test("hostile 49: an invitation opens once, and no second of it is guessed", async () => {
  const link = await inviteFirstOfficer(authority.deps, ["tracer"])
  const token = link.split("#")[1] ?? ""
  const open = async (guess: string, from?: string) =>
    (await post(api.startEnrolment, { token: guess, name: "N" }, from)).statusCode
  expect(await open(token)).toBe(200)
  await authority.deps.db.updateTable("invitations").set({ spent: true }).execute()
  expect(await open(token)).toBe(410)
  const from = newAddress()
  const guesses = await Promise.all(
    Array.from({ length: 200 }, () => open(randomBytes(32).toString("base64url"), from)),
  )
  expect(guesses.filter((status) => status === 410).length).toBeLessThanOrEqual(20)
  expect(guesses).not.toContain(200)
})

test("hostile 49: who sprays answers is stopped after thirty, and nobody whom they name is locked out", async () => {
  const from = newAddress()
  const forged = { ...passkey.answer("x"), response: { ...passkey.answer("x").response, signature: "AAAA" } }
  // Each names the officer's own passkey: an account that counted failures would be shut now.
  const spray = await Promise.all(Array.from({ length: 1_000 }, () => finish(forged, from)))
  expect(spray).not.toContain("in")
  expect(spray.filter((problem) => problem === "passkey-refused").length).toBeLessThanOrEqual(100)
  // From a hundred addresses no single one gets further, and the officer still signs in, at once.
  const wide = await Promise.all(Array.from({ length: 1_000 }, (_, n) => finish(forged, `10.200.0.${n % 100}`)))
  expect(wide).not.toContain("in")
  expect(await finish(passkey.answer(await challenge()))).toBe("in")
})
