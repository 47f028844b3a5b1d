import { randomUUID } from "node:crypto"
import * as api from "@homesafe/api"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startHealth, type TestHealth } from "./health.test-support.ts"

let health: TestHealth
beforeAll(async () => {
  health = await startHealth()
}, 60_000)
afterAll(() => health.stop())

const isContract = (value: unknown): value is api.Contract =>
  typeof value === "object" && value !== null && "access" in value && "path" in value && "reply" in value
const exported: readonly unknown[] = Object.values(api)
const ours = exported.filter(isContract).filter(({ path }) => path.startsWith("/health-code/"))
const lineOf = (c: api.Contract) => [c.method, c.path, c.access, c.summary].join(" ")
const hostOf = ({ path }: api.Contract) => (path.includes("/officer/") ? "console.test" : "go.test")
const ask = (c: api.Contract, headers: Record<string, string>) =>
  health.app.inject({
    method: c.method,
    url: c.path.replace(/:\w+/g, randomUUID()),
    headers: { host: hostOf(c), ...headers },
    ...(c.body ? { payload: {} } : {}),
  })

test("every contract of the health-code service is bound, and nothing else is served", () => {
  type Paths = Record<string, Record<string, { readonly tags: string[]; readonly summary: string }>>
  const paths = Object.entries(health.app.swagger().paths as Paths) // as: written from the routes' own schemas
  const served = paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { tags, summary }]) =>
      [method.toUpperCase(), path.replace(/\{(\w+)\}/g, ":$1"), tags[0], summary].join(" "),
    ),
  )
  expect(served.sort()).toEqual(ours.map(lineOf).sort())
  expect(served.length).toBeGreaterThan(35)
})

test("hostile 44: nobody who is not signed in gets past any route but those for anyone", async () => {
  for (const c of ours.filter(({ access }) => access !== "anyone")) {
    const cookie = "homesafe-health-resident=guess; homesafe-health-officer=guess; homesafe-officer=guess"
    const reply = await ask(c, { "sec-fetch-site": "same-origin", cookie })
    expect([reply.statusCode, reply.json().problem], lineOf(c)).toEqual([401, "not-signed-in"])
  }
})

test("hostile 42: another site changes nothing", async () => {
  for (const c of ours.filter(({ method }) => method !== "GET"))
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://elsewhere.test" }, {}]) {
      const reply = await ask(c, headers)
      expect(reply.json().problem, lineOf(c)).toBe("cross-site")
    }
})
