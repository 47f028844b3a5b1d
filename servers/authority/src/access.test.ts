import { randomUUID } from "node:crypto"
import * as api from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createAuthorityApp } from "./app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority } from "./authority.test-support.ts"

const everyRole = api.officerRole.options
/** None, each alone, and all. What several roles may do is what each of them may. */
const combinations = [[], ...everyRole.map((role) => [role]), ["tracer", "approver"] as const, everyRole]
const isContract = (value: unknown): value is api.Contract =>
  typeof value === "object" && value !== null && "access" in value && "reply" in value && "method" in value
const exported: readonly unknown[] = Object.values(api)
const contracts = exported.filter(isContract)

let authority: TestAuthority
let app: FastifyInstance
const officers = new Map<string, string>()

beforeAll(async () => {
  authority = await startAuthority()
  app = await createAuthorityApp(authority.deps, { problem: null })
  await app.ready()
  for (const roles of combinations) officers.set(roles.join(), (await addOfficer(authority.deps, roles)).id)
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})

/** What the app says that it serves: "POST /v1/cases tracer …". */
function served(): string[] {
  type Paths = Record<string, Record<string, { readonly tags: string[]; readonly summary: string }>>
  const paths = Object.entries(app.swagger().paths as Paths) // as: written from the routes' own schemas
  return paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) =>
      [method.toUpperCase(), path.replace(/\{(\w+)\}/g, ":$1"), route.tags[0], route.summary].join(" "),
    ),
  )
}
const lineOf = (c: api.Contract) => [c.method, c.path, c.access, c.summary].join(" ")
const ours = () => contracts.filter((c) => served().includes(lineOf(c)))

async function ask(c: api.Contract, roles: readonly string[] | null, headers: Record<string, string>) {
  // A session for each call: one of the routes ends it.
  const cookies = roles ? await signIn(authority.deps, officers.get(roles.join()) ?? "", false) : {}
  const url = c.path.replace(/:\w+/g, randomUUID())
  const reply = await app.inject({ method: c.method, url, headers, cookies, ...(c.body ? { payload: {} } : {}) })
  const problem: unknown = reply.statusCode < 300 ? null : reply.json().problem
  return { status: reply.statusCode, problem }
}

/** What each table holds, as one hash; of the sessions how many, for a session's last use is no change. */
async function everythingStored(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const { name } of await authority.admin.introspection.getTables()) {
    const what = name === "sessions" ? sql`count(*)` : sql`md5(coalesce(string_agg(t::text, '' order by t::text), ''))`
    const { rows } = await sql<{ held: unknown }>`select ${what} as held from ${sql.table(name)} t`.execute(
      authority.admin,
    )
    found[name] = rows[0]?.held
  }
  return found
}

const sameOrigin = { "sec-fetch-site": "same-origin" }
/** Whether a route answers to a path: "/v1/cases/search" is also a case's, with a name that no case has. */
const isPathOf = (c: api.Contract, path: string) => new RegExp(`^${c.path.replace(/:\w+/g, "[^/]+")}$`).test(path)
const changing = () => ours().filter((c) => c.method !== "GET")

describe("hostile 44: who may call what", () => {
  test("every route of the console's server is a contract with an access rule of an officer or of anyone", () => {
    expect(served().length).toBeGreaterThan(20)
    expect(ours().map(lineOf).sort()).toEqual(served().sort())
    const known = ["anyone", "officer", ...everyRole]
    expect(ours().filter((c) => [c.access].flat().some((access) => !known.includes(access)))).toEqual([])
  })

  test("nobody who is not signed in gets past any route but those for anyone", async () => {
    for (const c of ours().filter((c) => c.access !== "anyone")) {
      expect(await ask(c, null, sameOrigin), lineOf(c)).toEqual({ status: 401, problem: "not-signed-in" })
    }
  })

  test("a question without a body is a question: HEAD gets no further than GET, and no other method finds a route", async () => {
    const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const
    for (const path of new Set(ours().map((c) => c.path))) {
      const bound = ours().filter((c) => isPathOf(c, path))
      for (const method of methods) {
        const c = bound.find((c) => c.method === (method === "HEAD" ? "GET" : method))
        if (c?.access === "anyone") continue
        const { statusCode } = await app.inject({
          method,
          url: path.replace(/:\w+/g, randomUUID()),
          headers: sameOrigin,
        })
        expect(statusCode, `${method} ${path}`).toBe(c ? 401 : 404)
      }
    }
  })

  test.each(combinations.map((roles) => [roles.join(" and ") || "no role", roles] as const))(
    "an officer with %s gets past exactly the routes that the contracts allow",
    async (_, roles) => {
      for (const c of ours().filter((c) => c.access !== "anyone")) {
        const { status, problem } = await ask(c, roles, sameOrigin)
        const isIn = c.access === "officer" || roles.some((role) => [c.access].flat().includes(role))
        expect(api.isAllowed(c, roles), lineOf(c)).toBe(isIn)
        if (!isIn) expect({ status, problem }, lineOf(c)).toEqual({ status: 403, problem: "not-allowed" })
        else expect(["not-signed-in", "not-allowed", "cross-site", "unexpected"], lineOf(c)).not.toContain(problem)
      }
    },
  )

  test("an address that names nothing is answered with not found, whatever it is made of", async () => {
    for (const name of ["%00", "'", "%F0%9F%8F%A0", "..%2F"]) {
      for (const c of [api.getCase, api.getDecision, api.withdrawCode, api.approveVenue]) {
        const cookies = await signIn(authority.deps, officers.get(everyRole.join()) ?? "", true)
        const payload = c.method === "GET" ? {} : { payload: {} }
        const url = c.path.replace(":id", name)
        const reply = await app.inject({ method: c.method, url, headers: sameOrigin, cookies, ...payload })
        expect(reply.statusCode, url).toBe(404)
      }
    }
  })

  test("a session that has been idle for longer than a quarter of an hour opens nothing", async () => {
    const cookies = await signIn(authority.deps, officers.get("tracer") ?? "", true)
    const { clock, db } = authority.deps
    await db
      .updateTable("sessions")
      .set({ seen_at: clock.now() - 15 * 60 - 1 })
      .execute()
    expect((await app.inject({ url: api.listCases.path, cookies })).statusCode).toBe(401)
  })
})

describe("hostile 42: another site", () => {
  test.each([
    ["says that it is another site", { "sec-fetch-site": "cross-site" }],
    ["is a sister site", { "sec-fetch-site": "same-site" }],
    ["has another origin", { origin: "https://elsewhere.test" }],
    ["hides its origin", { origin: "null" }],
    ["says nothing about where it comes from", {}],
  ] as [string, Record<string, string>][])("changes nothing when it %s", async (_, headers) => {
    for (const c of changing()) {
      const answer = await ask(c, everyRole, headers)
      expect(answer, lineOf(c)).toEqual({ status: 403, problem: "cross-site" })
    }
  })

  test.each([
    ["a form", "application/x-www-form-urlencoded", "roles=administrator"],
    [
      "a form with files",
      "multipart/form-data; boundary=x",
      '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
    ],
    ["plain text", "text/plain", '{"roles":["administrator"]}'],
    ["JSON", "application/json", "{}"],
    ["broken JSON", "application/json", "{{{"],
    ["a type that is none", "/", "x"],
  ])("changes nothing by %s, with the session of an officer who may do everything", async (_, type, payload) => {
    const cookies = await signIn(authority.deps, officers.get(everyRole.join()) ?? "", true)
    const before = await everythingStored()
    for (const c of changing()) {
      const url = c.path.replace(/:\w+/g, randomUUID())
      const headers = { "sec-fetch-site": "cross-site", "content-type": type }
      const reply = await app.inject({ method: c.method, url, headers, cookies, payload })
      expect([reply.statusCode, reply.json().problem], lineOf(c)).toEqual([403, "cross-site"])
    }
    expect(await everythingStored()).toEqual(before)
  })

  test("changes nothing by a link or an image: no address of a change answers a GET with one", async () => {
    const cookies = await signIn(authority.deps, officers.get(everyRole.join()) ?? "", true)
    const reads = ours().filter((c) => c.method === "GET")
    const before = await everythingStored()
    for (const path of new Set(changing().map((c) => c.path))) {
      const url = path.replace(/:\w+/g, randomUUID())
      const { statusCode } = await app.inject({ url, headers: { "sec-fetch-site": "cross-site" }, cookies })
      if (!reads.some((c) => isPathOf(c, path))) expect(statusCode, path).toBe(404)
    }
    expect(await everythingStored()).toEqual(before)
  })

  test("is told apart from the console itself by the origin alone, where a browser sends no more", async () => {
    const headers = { origin: "http://console.test", host: "console.test" }
    expect((await ask(api.signOut, ["tracer"], headers)).status).toBe(200)
  })
})
