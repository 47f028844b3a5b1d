import { type CanaryReport, getCanary } from "@homesafe/api"
import { unixSeconds } from "@homesafe/protocol"
import { createService, done, makeHandle, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startAuthority, type TestAuthority } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import type { ServerState } from "../server-state.ts"
import { askCanaries, tellCanaries } from "./ask-canaries.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let rack: FastifyInstance
/** What the one canary phone that answers says; nothing while it has not looked. */
let says: CanaryReport | null = null
const state: ServerState = { problem: null }

beforeAll(async () => {
  authority = await startAuthority()
  rack = await createService({ title: "a rack", perMinute: null })
  makeHandle(rack, async () => null)(getCanary, async () => (says ? done(says) : refuse("not-ready")))
  const base = await rack.listen({ host: "127.0.0.1", port: 0 })
  deps = { ...authority.deps, canaries: [{ base }, { base: "http://127.0.0.1:9" }] }
})
afterAll(async () => {
  await rack.close()
  await authority.stop()
})

const told = async (after = 0) => {
  const clock = { now: () => unixSeconds(authority.deps.clock.now() + after) }
  await askCanaries({ ...deps, clock }, state)
  return tellCanaries({ ...deps, clock }, state)
}
const report = (seq: number): CanaryReport => ({ found: { seq, t: 1, at: 2 }, lookedAt: 2, problem: null })

test("the newest list must be found by every canary phone within five minutes, else officers are told", async () => {
  expect(await told(), "no list yet").toEqual({ all: 2, found: 2, isLate: false })
  const made = { made_at: authority.deps.clock.now(), rows: 1, manifest: Buffer.of(), changes: "{}" }
  await deps.db
    .insertInto("batches")
    .values([
      { seq: 6, state: "published", ...made },
      { seq: 7, state: "signed", ...made },
    ])
    .execute()
  expect(await told(60)).toEqual({ all: 2, found: 0, isLate: false })
  says = report(5)
  expect(await told(301), "an older one does not count").toEqual({ all: 2, found: 0, isLate: true })
  says = report(6)
  expect(await told(301), "one that does not answer is missing").toEqual({ all: 2, found: 1, isLate: true })
  deps = { ...deps, canaries: deps.canaries.slice(0, 1) }
  expect(await told(301)).toEqual({ all: 1, found: 1, isLate: false })
})

test("where no canary phone is set up, nothing is claimed about them", async () => {
  expect(await tellCanaries({ ...deps, canaries: [] }, state)).toBeNull()
})
