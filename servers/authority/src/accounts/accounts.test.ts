import { randomBytes, randomUUID } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import type { AccountRequest } from "@homesafe/api"
import { doesChainHold } from "@homesafe/db/audit"
import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { keepNews } from "../venues/collect-news.ts"
import { collectAccountRequests, forgetAccountRequests } from "./collect-account-requests.ts"
import { decideAccountRequest } from "./decide-account-request.ts"
import { findAccountRequests } from "./find-account-requests.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let officer: string
let server: http.Server
/** The public server's side of the link. */
let waiting: AccountRequest[]
let calls: { readonly path: string; readonly body: unknown }[]
let status = 200

beforeAll(async () => {
  authority = await startAuthority()
  officer = (await addOfficer(authority.deps, ["approver"])).id
  server = http.createServer((request, response) => {
    let text = ""
    request.on("data", (part) => {
      text += part
    })
    request.on("end", () => {
      response.setHeader("content-type", "application/json")
      if (request.method === "GET") return void response.end(JSON.stringify({ requests: waiting }))
      if (status !== 200) return void response.writeHead(status).end(JSON.stringify({ problem: "unexpected" }))
      calls.push({ path: request.url ?? "", body: JSON.parse(text) })
      response.end("{}")
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // as: it listens on a port
  deps = { ...authority.deps, link: { base: `http://127.0.0.1:${port}` } }
})
afterAll(async () => {
  server.close()
  await authority.stop()
})
beforeEach(async () => {
  waiting = []
  calls = []
  status = 200
  await deps.db.deleteFrom("account_requests").execute()
})

const recovery = (more: Partial<AccountRequest> = {}): AccountRequest => ({
  id: randomUUID(),
  kind: "recovery",
  venue: randomUUID(),
  mail: "claimant@go.test",
  name: null,
  words: "Our provider closed.",
  owner: "silent",
  version: 1,
  ...more,
})
const finding = "Called the number in the business register."
const acts = async (subject: string) => {
  const entries = await deps.db.selectFrom("audit").selectAll().orderBy("seq").execute()
  expect(doesChainHold(entries)).toBe(true)
  return entries.filter((entry) => entry.subject === subject).map(({ act, purpose }) => [act, purpose])
}
const verdicts = () => calls.filter(({ path }) => path.endsWith("/verdict"))

test("a request is kept before it is acknowledged, and the same again is one", async () => {
  const request = recovery()
  waiting = [request]
  for (let again = 0; again < 2; again++) await collectAccountRequests(deps)
  const { requests, waiting: count } = await findAccountRequests(deps)
  expect(requests).toMatchObject([{ id: request.id, state: "waiting", words: request.words, finding: null }])
  expect(count).toBe(1)
  expect(calls[0]).toEqual({ path: `/link/account-requests/${request.id}/seen`, body: { version: 1 } })
  expect(await acts(request.id)).toEqual([["recovery-asked", null]])
})

test("an officer decides once, the proof stands in the audit log, and the answer is delivered until it has arrived", async () => {
  const request = recovery()
  waiting = [request]
  await collectAccountRequests(deps)
  waiting = []
  status = 502
  const tries = await Promise.all(
    [true, true, false].map((granted) => decideAccountRequest(deps, officer, request.id, { granted, finding })),
  )
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
  const granted = (await findAccountRequests(deps)).requests[0]?.state === "granted"
  expect(await acts(request.venue ?? "")).toEqual([[granted ? "grant-recovery" : "refuse-recovery", finding]])
  expect(verdicts()).toEqual([])
  status = 200
  for (let again = 0; again < 2; again++) await collectAccountRequests(deps)
  expect(verdicts()).toEqual([{ path: `/link/account-requests/${request.id}/verdict`, body: { granted } }])
})

test("what an owner stopped no officer decides, also when it comes after the decision", async () => {
  const [early, late] = [recovery(), recovery()]
  waiting = [early, late]
  await collectAccountRequests(deps)
  expect((await decideAccountRequest(deps, officer, late.id, { granted: true, finding })).ok).toBe(true)
  waiting = [early, late].map((each) => ({ ...each, owner: "stopped", version: 2 }))
  await collectAccountRequests(deps)
  expect(await decideAccountRequest(deps, officer, early.id, { granted: true, finding })).toMatchObject({
    problem: "not-in-this-state",
  })
  const { requests, waiting: count } = await findAccountRequests(deps)
  expect(requests.map(({ state }) => state)).toEqual(["stopped", "stopped"])
  expect(count).toBe(0)
})

test("an owner's agreement is shown, and does not decide", async () => {
  const request = recovery()
  for (const each of [request, { ...request, owner: "agreed" as const, version: 2 }]) {
    waiting = [each]
    await collectAccountRequests(deps)
  }
  expect((await findAccountRequests(deps)).requests).toMatchObject([{ state: "waiting", owner: "agreed" }])
})

test("a wish for cards that was refused waits anew when it is asked again", async () => {
  const wish = recovery({ kind: "cards", venue: null, name: "Kindly Light" })
  waiting = [wish]
  await collectAccountRequests(deps)
  await decideAccountRequest(deps, officer, wish.id, { granted: false, finding })
  waiting = [{ ...wish, version: 2 }]
  await collectAccountRequests(deps)
  expect((await findAccountRequests(deps)).requests).toMatchObject([{ state: "waiting", finding: null }])
  await decideAccountRequest(deps, officer, wish.id, { granted: true, finding })
  expect(verdicts().map(({ body }) => body)).toEqual([{ granted: false }, { granted: true }])
})

test("it is forgotten a quarter after the decision; the audit log keeps the act", async () => {
  const request = recovery()
  waiting = [request]
  await collectAccountRequests(deps)
  waiting = []
  await decideAccountRequest(deps, officer, request.id, { granted: true, finding })
  const at = (days: number) => ({ ...deps, clock: { now: () => unixSeconds(deps.clock.now() + days * 86_400) } })
  await forgetAccountRequests(at(90))
  expect((await findAccountRequests(deps)).requests).toHaveLength(1)
  await forgetAccountRequests(at(91))
  expect((await findAccountRequests(deps)).requests).toHaveLength(0)
  expect(await acts(request.venue ?? "")).toHaveLength(1)
})

test("a venue's record says when its owner was exchanged, and the audit log says so once", async () => {
  const id = randomUUID()
  const commit = randomBytes(16)
  await deps.db
    .insertInto("venues")
    .values({
      id,
      vid: commit.subarray(0, 8),
      commit,
      state: "reviewed",
      reason: null,
      application: "{}",
      skeleton: "",
      register_number: "",
      codes: "[]",
      not_before: 1,
      not_after: null,
      applied_at: 1,
      delivered: true,
    })
    .execute()
  const news = { id, version: 1, closedAt: null, ownerChangedAt: deps.clock.now(), change: null }
  for (let again = 0; again < 2; again++) await keepNews(deps, news)
  const row = await deps.db.selectFrom("venues").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ owner_changed_at: deps.clock.now(), codes: [], delivered: true })
  expect(await acts(id)).toEqual([["venue-owner-changed", null]])
})
