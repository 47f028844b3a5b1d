import { randomBytes } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import * as api from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { signIn, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { inviteFirstOfficer } from "../officers/invitations.ts"
import { readOidcSettings } from "./oidc-settings.ts"
import { type ShownFactor, startProvider, walk } from "./provider.test-support.ts"

const REDIRECT = "http://console.test/oidc"
const client = { id: "homesafe-console", secret: randomBytes(32).toString("hex") }
const strong: ShownFactor = { subject: "s-1", acr: "phr", amr: ["hwk"] }
type Cookies = Record<string, string>

let authority: TestAuthority
let provider: Awaited<ReturnType<typeof startProvider>>
let app: FastifyInstance
let deps: AuthorityDeps

beforeAll(async () => {
  authority = await startAuthority()
  provider = await startProvider(REDIRECT, client)
  const oidc = {
    issuer: provider.issuer,
    clientId: client.id,
    secret: client.secret,
    acr: ["phr"],
    amr: ["hwk", "pop"],
  }
  deps = {
    ...authority.deps,
    clock: { now: () => Math.floor(Date.now() / 1000) as ReturnType<AuthorityDeps["clock"]["now"]> },
    oidc,
  }
  app = await createAuthorityApp(deps, { problem: null })
})
afterAll(async () => {
  await app.close()
  await provider.stop()
  await authority.stop()
})
beforeEach(() => provider.show(strong))

async function post(c: api.Contract, payload: object, cookies: Cookies = {}) {
  const headers = { "sec-fetch-site": "same-origin" }
  const reply = await app.inject({ method: "POST", url: c.path, payload, headers, cookies })
  const set: Cookies = Object.fromEntries(reply.cookies.map(({ name, value }) => [name, value]))
  return { status: reply.statusCode, body: reply.json(), cookies: { ...cookies, ...set } }
}
const begin = (invitation: object | null = null) => post(api.startOidc, { invitation })
const finish = (query: string, cookies: Cookies) => post(api.finishOidc, { query }, cookies)
async function wayIn(invitation: object | null = null) {
  const started = await begin(invitation)
  const query = await walk(started.body.address, REDIRECT)
  return { query, cookies: started.cookies, done: await finish(query, started.cookies) }
}
async function invitation(roles: api.OfficerRole[] = ["tracer"]) {
  const link = await inviteFirstOfficer(deps, roles, [17])
  return { token: link.split("#")[1], name: "Officer of the provider" }
}
const sessions = async () => (await deps.db.selectFrom("sessions").select("hash").execute()).length

test("nobody becomes an officer by what the provider says: an invitation binds the subject, and gives the roles", async () => {
  expect((await wayIn()).done.body.problem).toBe("sign-in-refused")
  expect(await deps.db.selectFrom("officers").selectAll().execute()).toEqual([])
  const enrolled = await wayIn(await invitation())
  // The provider calls everybody an administrator.
  expect(enrolled.done.body).toMatchObject({ kind: "enrol", way: "oidc", officer: { roles: ["tracer"], areas: [17] } })
  const { body } = (await wayIn()).done
  expect(body).toMatchObject({ kind: "sign-in", officer: { id: enrolled.done.body.officer.id } })
  expect(body.expires - body.now).toBe(15 * 60)
})

test("a subject that is an officer already spends nobody's invitation", async () => {
  const invited = await invitation(["administrator"])
  expect((await wayIn(invited)).done.body.problem).toBe("sign-in-refused")
  provider.show({ ...strong, subject: "s-2" })
  expect((await wayIn(invited)).done.body.officer.roles).toEqual(["administrator"])
  expect((await post(api.startOidc, { invitation: invited })).body.problem).toBe("link-expired")
})

test.each([
  ["by a password", { ...strong, acr: "password", amr: ["pwd"] }],
  ["of the right class by another method", { ...strong, amr: ["otp"] }],
  ["by the right method of another class", { ...strong, acr: "password" }],
  ["that says nothing of its factor", { subject: "s-1", amr: [] }],
  ["whose factor was shown an hour ago", { ...strong, ago: 3600 }],
] as [string, ShownFactor][])("hostile 49: a sign-in %s opens nothing", async (_, factor) => {
  provider.show(factor)
  const before = await sessions()
  const started = await begin()
  // Where the provider itself sends nobody back, there is nothing to refuse.
  const query = await walk(started.body.address, REDIRECT).catch(() => "state=none&code=none")
  expect((await finish(query, started.cookies)).body.problem).toBe("sign-in-refused")
  expect(await sessions()).toBe(before)
})

test("hostile 49: an answer counts once, in the browser that asked, with its own state, and with no other issuer's name", async () => {
  const { query, cookies, done } = await wayIn()
  expect(done.status).toBe(200)
  const before = await sessions()
  expect((await finish(query, cookies)).body.problem).toBe("sign-in-refused") // once
  const started = await begin()
  const other = await begin()
  const fresh = await walk(started.body.address, REDIRECT)
  expect((await finish(fresh, {})).body.problem).toBe("sign-in-refused") // no browser
  expect((await finish(fresh, other.cookies)).body.problem).toBe("sign-in-refused") // another browser
  const change = (name: string, value: string) => {
    const said = new URLSearchParams(fresh)
    said.set(name, value)
    return said.toString()
  }
  expect((await finish(change("state", "A".repeat(43)), started.cookies)).body.problem).toBe("sign-in-refused")
  expect((await finish(change("iss", "https://elsewhere.test"), started.cookies)).body.problem).toBe("sign-in-refused")
  expect((await finish(fresh, started.cookies)).body.problem).toBe("sign-in-refused") // spent by the one before
  expect(await sessions()).toBe(before)
})

test("hostile 49: a code that was given for another request is refused: its proof key and its nonce are another's", async () => {
  const [one, two] = [await begin(), await begin()]
  const code = new URLSearchParams(await walk(one.body.address, REDIRECT)).get("code") ?? ""
  const mixed = new URLSearchParams(await walk(two.body.address, REDIRECT))
  mixed.set("code", code)
  expect((await finish(mixed.toString(), two.cookies)).body.problem).toBe("sign-in-refused")
})

test("the provider is asked for a fresh factor, a proof key and one way back", async () => {
  const said = new URL((await begin()).body.address).searchParams
  expect(Object.fromEntries(said)).toMatchObject({
    ...{ redirect_uri: REDIRECT, response_type: "code", code_challenge_method: "S256", max_age: "0", prompt: "login" },
    ...{ acr_values: "phr", scope: "openid" },
  })
})

test("a fresh check at the provider counts in the session that asked, for its own officer alone", async () => {
  const { done } = await wayIn()
  await deps.db.updateTable("sessions").set({ stepped_up_at: 0 }).execute()
  const stepped = async () =>
    (await deps.db.selectFrom("sessions").select("stepped_up_at").where("stepped_up_at", ">", 0).execute()).length
  const again = async (subject: string, cookies: Cookies) => {
    provider.show({ ...strong, subject })
    const started = await post(api.startOidcStepUp, {}, cookies)
    return finish(await walk(started.body.address, REDIRECT), started.cookies)
  }
  expect((await again("s-2", done.cookies)).body.problem).toBe("sign-in-refused") // another officer's account
  expect(await stepped()).toBe(0)
  expect((await again("s-1", done.cookies)).body).toMatchObject({ kind: "step-up" })
  expect(await stepped()).toBe(1)
  // Another session of the same officer is not the one that asked.
  const started = await post(api.startOidcStepUp, {}, done.cookies)
  const query = await walk(started.body.address, REDIRECT)
  const elsewhere = await signIn(deps, done.body.officer.id, false)
  expect((await finish(query, { ...started.cookies, ...elsewhere })).body.problem).toBe("sign-in-refused")
})

test("an officer who is kept out is kept out here too", async () => {
  await deps.db.updateTable("officers").set({ suspended_at: 1 }).execute()
  expect((await wayIn()).done.body.problem).toBe("sign-in-refused")
  await deps.db.updateTable("officers").set({ suspended_at: null }).execute()
})

test("without a provider there is none, and a provider without a demand for a factor, or over plain http, is refused at the start", async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-oidc-")), "secret")
  fs.writeFileSync(file, "a secret\n")
  const read = (given: Record<string, string>) =>
    readOidcSettings({ required: (name) => given[name] ?? "", optional: (name, fallback) => given[name] ?? fallback })
  const base = {
    HOMESAFE_OIDC_ISSUER: "https://id.example",
    HOMESAFE_OIDC_CLIENT: "c",
    HOMESAFE_OIDC_SECRET_FILE: file,
  }
  expect(read({})).toBeNull()
  expect(() => read(base)).toThrow("phishing-resistant")
  expect(() => read({ ...base, HOMESAFE_OIDC_ACR: "phr", HOMESAFE_OIDC_ISSUER: "http://id.example" })).toThrow("https")
  expect(read({ ...base, HOMESAFE_OIDC_ACR: "phr phrh" })).toMatchObject({
    acr: ["phr", "phrh"],
    amr: [],
    secret: "a secret",
  })
  const plain = await createAuthorityApp({ ...deps, oidc: null }, { problem: null })
  const reply = await plain.inject({
    method: "POST",
    url: api.startOidc.path,
    payload: { invitation: null },
    headers: { "sec-fetch-site": "same-origin" },
  })
  expect(reply.json().problem).toBe("not-ready")
  await plain.close()
})
