import { randomUUID } from "node:crypto"
import * as api from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "./app.ts"
import { makeSignInToken, openSession } from "./operators/sessions.ts"
import { startPublic, type TestPublic } from "./public.test-support.ts"

type AnyContract = Pick<api.Contract | api.BytesContract, "method" | "path" | "access">
const isContract = (value: unknown): value is AnyContract =>
  typeof value === "object" && value !== null && "access" in value && "method" in value && "path" in value
const exported: readonly unknown[] = Object.values(api)
const contracts = exported.filter(isContract)
let server: TestPublic
let front: FastifyInstance
let link: FastifyInstance

beforeAll(async () => {
  server = await startPublic()
  // The calls below are many for one minute, and it is not the limit that should refuse them.
  const limits = { ...server.deps.limits, mailsPerMinute: 100 }
  front = await createPublicApp({ ...server.deps, limits })
  link = await createLinkApp(server.deps)
  await Promise.all([front.ready(), link.ready()])
})
afterAll(async () => {
  await front.close()
  await link.close()
  await server.stop()
})

/** What an app says that it serves: "POST /v1/uploads anyone". */
function served(app: FastifyInstance): string[] {
  type Paths = Record<string, Record<string, { readonly tags: string[] }>>
  const paths = Object.entries(app.swagger().paths as Paths) // as: written from the routes' own schemas
  return paths
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { tags }]) =>
        [method.toUpperCase(), path.replace(/\{(\w+)\}/g, ":$1"), tags[0]].join(" "),
      ),
    )
    .sort()
}
const lineOf = (c: AnyContract) => [c.method, c.path, c.access].join(" ")
const ours = (app: FastifyInstance) => contracts.filter((c) => served(app).includes(lineOf(c)))
const ask = (app: FastifyInstance, c: AnyContract, headers: Record<string, string>) =>
  app.inject({
    method: c.method,
    url: c.path.replace(/:\w+/g, randomUUID()),
    headers,
    ...(c.method === "GET" ? {} : { payload: {} }),
  })

describe("hostile 44: who may call what on the internet's side", () => {
  test("these routes are open to anyone, and the interface's description shows each of them", () => {
    expect(served(front).filter((line) => line.endsWith(" anyone"))).toEqual([
      "DELETE /v1/push-subscriptions anyone",
      "GET /board anyone",
      "GET /board/:language anyone",
      "GET /board/:language/calendar.ics anyone",
      "GET /board/:language/feed.rss anyone",
      "GET /board/board.json anyone",
      "GET /deployment.json anyone",
      "GET /feed/:sha256 anyone",
      "GET /feed/cards anyone",
      "GET /feed/cards/:sha256 anyone",
      "GET /feed/head anyone",
      "GET /transparency anyone",
      "GET /transparency/build-signature.json anyone",
      "GET /transparency/data.json anyone",
      "GET /transparency/en anyone",
      "GET /transparency/zh-Hans anyone",
      "GET /transparency/zh-Hant anyone",
      "GET /v1/push-key anyone",
      "GET /v1/relay/:id anyone",
      "GET /v1/relay/:id/ack anyone",
      "POST /v1/forms anyone",
      "POST /v1/mailed-links anyone",
      "POST /v1/operators/session anyone",
      "POST /v1/operators/sign-in anyone",
      "POST /v1/push-subscriptions anyone",
      "POST /v1/receipts anyone",
      "POST /v1/recoveries anyone",
      "POST /v1/uploads anyone",
      "PUT /v1/cards/:day/:id anyone",
      "PUT /v1/code-reports/:id anyone",
      "PUT /v1/relay/:id anyone",
      "PUT /v1/relay/:id/ack anyone",
    ])
  })

  test("every other one is a contract for a signed-in operator, or, on the link's own port, for the authority", () => {
    const named = contracts.map(lineOf)
    const rest = served(front).filter((line) => !line.endsWith(" anyone"))
    expect(rest.filter((line) => !named.includes(line) || !line.endsWith(" operator"))).toEqual([])
    expect(served(link).filter((line) => !named.includes(line) || !line.endsWith(" authority-link"))).toEqual([])
    expect([rest.length, served(link).length]).toEqual([28, 31])
  })

  test("nobody who is not signed in gets past an operator's route", async () => {
    for (const c of ours(front).filter((c) => c.access === "operator")) {
      const answer = await ask(front, c, { "sec-fetch-site": "same-origin", cookie: "homesafe-operator=guess" })
      expect([answer.statusCode, answer.json().problem], lineOf(c)).toEqual([401, "not-signed-in"])
    }
  })

  test("nobody gets past a route of the link without its token, and on the open port there is no such route", async () => {
    for (const c of ours(link)) {
      for (const authorization of ["", "Bearer ", `Bearer ${server.deps.linkToken}x`, server.deps.linkToken]) {
        const answer = await ask(link, c, { authorization })
        expect([answer.statusCode, answer.json().problem], lineOf(c)).toEqual([403, "not-allowed"])
      }
      const open = await ask(front, c, { authorization: `Bearer ${server.deps.linkToken}` })
      expect(open.statusCode, lineOf(c)).toBe(404)
    }
  })

  test.each([
    ["says that it is another site", { "sec-fetch-site": "cross-site" }],
    ["is a sister site", { "sec-fetch-site": "same-site" }],
    ["has another origin", { origin: "https://elsewhere.test" }],
    ["hides its origin", { origin: "null" }],
    ["says nothing about where it comes from", {}],
  ] as [string, Record<string, string>][])(
    "hostile 42: another site changes nothing when it %s",
    async (_, headers) => {
      for (const c of ours(front).filter((c) => c.method !== "GET")) {
        const answer = await ask(front, c, headers)
        // What travels as bytes is of a type that no page can send elsewhere unasked; as JSON it is refused for its form.
        const problem = "contentType" in c ? "malformed" : "cross-site"
        expect(answer.json(), lineOf(c)).toMatchObject({ problem })
      }
    },
  )

  test.each([
    ["a form", "application/x-www-form-urlencoded", "closed=true"],
    ["a form with files", "multipart/form-data; boundary=x", "--x--"],
    ["plain text", "text/plain", '{"closed":true}'],
    ["JSON", "application/json", "{}"],
    ["broken JSON", "application/json", "{{{"],
  ])("hostile 42: another site changes nothing by %s, with the session of an operator", async (name, type, payload) => {
    const opened = await openSession(server.deps, await makeSignInToken(server.deps, "operator@go.test", "en"))
    const cookies = { "homesafe-operator": opened?.session ?? "" }
    const before = await everythingStored()
    // An address of its own for each form: it is not the limit that should refuse them.
    const remoteAddress = `10.0.0.${name.length}`
    for (const c of ours(front).filter((c) => c.method !== "GET")) {
      const url = c.path.replace(/:\w+/g, randomUUID())
      const headers = { "sec-fetch-site": "cross-site", "content-type": type }
      const reply = await front.inject({ method: c.method, url, headers, cookies, payload, remoteAddress })
      const expected = "contentType" in c ? [400, "malformed"] : [403, "cross-site"]
      expect([reply.statusCode, reply.json().problem], lineOf(c)).toEqual(expected)
      const read = await front.inject({ url, headers: { "sec-fetch-site": "cross-site" }, cookies })
      const isRead = ours(front).some(({ method, path }) => method === "GET" && path === c.path)
      if (!isRead) expect(read.statusCode, lineOf(c)).toBe(404)
    }
    expect(await everythingStored()).toEqual(before)
  })
})

/** What each table holds, as one hash. */
async function everythingStored(): Promise<Record<string, unknown>> {
  const { db } = server.deps
  const found: Record<string, unknown> = {}
  for (const { name } of await db.introspection.getTables()) {
    const held = sql<string>`md5(coalesce(string_agg(t::text, '' order by t::text), ''))`
    const { rows } = await sql<{ held: string }>`select ${held} as held from ${sql.table(name)} t`.execute(db)
    found[name] = rows[0]?.held
  }
  return found
}

test("many phones behind one address load the list however often; calls of the interface are counted", async () => {
  const app = await createPublicApp({ ...server.deps, limits: { ...server.deps.limits, perMinute: 3 } })
  const statuses = async (url: string) => {
    const seen: number[] = []
    while (seen.length < 5) seen.push((await app.inject({ url })).statusCode)
    return seen
  }
  expect(await statuses("/feed/head")).toEqual([503, 503, 503, 503, 503])
  expect(await statuses("/v1/push-key")).toEqual([503, 503, 503, 429, 429])
  await app.close()
})
