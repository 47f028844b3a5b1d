import http from "node:http"
import type { AddressInfo } from "node:net"
import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { setUpChanges } from "../changes/changes.test-support.ts"
import { addVenueWithKey, decide, propose } from "../decisions/decide.test-support.ts"
import { findDecision } from "../decisions/find-decisions.ts"
import { holdDecision } from "../decisions/hold.ts"
import type { AuthorityDeps } from "../deps.ts"
import { tellVenues } from "./tell-venue.ts"
import { noteCall, readContact } from "./venue-calls.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let two: readonly [TestOfficer, TestOfficer]
let link: http.Server
let venues = 0
let vid: string
/** What the far end was asked, and how many entries of this act the log had by then. */
let asked: { readonly path: string; readonly inLog: number }[] = []
let isAway = false

const phone = "+85221234567"
const people = [{ role: "owner", mail: "owner@market.example" }]

beforeAll(async () => {
  authority = await startAuthority()
  link = http.createServer((request, response) => {
    request.resume()
    request.on("end", () => void answer(request.url ?? "", response))
  })
  await new Promise<void>((resolve) => link.listen(0, "127.0.0.1", resolve))
  const { port } = link.address() as AddressInfo // as: it listens on a port
  deps = { ...authority.deps, link: { base: `http://127.0.0.1:${port}` } }
  const [a, b] = (await setUpChanges(deps, 2)).officers
  if (!a || !b) throw new Error("no officers")
  two = [a, b]
})
afterAll(async () => {
  link.close()
  await authority.stop()
})
beforeEach(async () => {
  isAway = false
  asked = []
  venues += 1
  vid = await addVenueWithKey(deps, two[0].id, `called ${venues}`)
})

async function answer(path: string, response: http.ServerResponse): Promise<void> {
  const isContact = path.includes("/people")
  if (isContact) asked.push({ path, inLog: await inLog() })
  response.setHeader("content-type", "application/json")
  if (isAway) return void response.writeHead(503).end(JSON.stringify({ type: "", status: 503, problem: "not-ready" }))
  response.end(JSON.stringify(isContact ? { phone, people } : path.includes("objections") ? { objections: [] } : {}))
}

async function inLog(): Promise<number> {
  return (await deps.db.selectFrom("audit").select("seq").where("act", "=", "read-venue-contact").execute()).length
}
const toldOf = async (id: string) => (await findDecision(deps, id))?.told

test("whom to ring is noted in the log before anybody is asked, and is kept nowhere", async () => {
  const id = await decide(deps, two, { vid })
  const before = await inLog()
  const read = await readContact(deps, two[0].id, id)
  expect(read).toMatchObject({ ok: true, value: { registerNumber: "R", phone, people } })
  expect(asked.map((one) => one.inLog)).toEqual([before + 1])
  isAway = true
  expect(await readContact(deps, two[0].id, id)).toEqual({ ok: false, problem: "not-ready" })
  expect(await inLog()).toBe(before + 2)
})

test("nobody rings about a proposal: a draft of one officer is nobody's news", async () => {
  const { id } = await propose(deps, two[0], { vid })
  expect(await readContact(deps, two[1].id, id)).toEqual({ ok: false, problem: "not-in-this-state" })
  const outcome = { outcome: "reached", nextAt: null } as const
  expect(await noteCall(deps, two[1].id, id, outcome)).toEqual({ ok: false, problem: "not-in-this-state" })
  expect(asked).toEqual([])
})

test("each call stands at the decision with its outcome and the next try, and is forgotten with the keys of the day", async () => {
  const id = await decide(deps, two, { vid })
  expect(await toldOf(id)).toEqual({ notice: "waits", calls: [] })
  const now = deps.clock.now()
  await noteCall(deps, two[0].id, id, { outcome: "not-reached", nextAt: now + 600 })
  await noteCall(deps, two[1].id, id, { outcome: "reached", nextAt: now + 600 })
  await tellVenues(deps)
  const told = await toldOf(id)
  expect(told?.notice).toBe("delivered")
  expect(told?.calls.map(({ outcome, nextAt }) => [outcome, nextAt])).toEqual([
    ["reached", null],
    ["not-reached", now + 600],
  ])
  await tellVenues({ ...deps, clock: { now: () => unixSeconds(now + 46 * 86_400) } })
  expect(await toldOf(id)).toBeNull()
})

test("a venue hears nothing of a decision that is held before its notice went out", async () => {
  const id = await decide(deps, two, { vid })
  expect((await holdDecision(deps, two[1].id, id, "Another address")).ok).toBe(true)
  await tellVenues(deps)
  expect((await toldOf(id))?.notice).toBe("waits")
})
