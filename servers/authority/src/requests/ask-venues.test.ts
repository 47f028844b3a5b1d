import { randomUUID } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import * as api from "@homesafe/api"
import {
  bytesOfBase64url,
  dayKeyOf,
  ed25519PublicKey,
  hexOf,
  keyIdOf,
  proofOf,
  serviceDay,
  serviceDayOf,
  units,
  writeDecision,
} from "@homesafe/protocol"
import { venueOf } from "@homesafe/protocol/deployment.test-support"
import { acceptVenueRequest } from "@homesafe/protocol/venue"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { findDecision } from "../decisions/find-decisions.ts"
import { evidenceOf, hasRowKey } from "../decisions/row-keys.ts"
import type { AuthorityDeps } from "../deps.ts"
import { currentTrust } from "../publishing/next-list.ts"
import { answerRequestAtDoor, askVenues } from "./ask-venues.ts"
import { makeRequest } from "./make-request.ts"

/** The far ends: the public server's link, and the opener, which says what it found in the box. */
let answers: { readonly id: string; readonly box: string | null }[]
let delivered: { readonly id: string; readonly body: Record<string, unknown> }[]
let acknowledged: string[]
let opened: { readonly status: number; readonly keys: unknown }
let askedOpener: Record<string, unknown>[]
let authority: TestAuthority
let deps: AuthorityDeps
let officer: string
let decision: string
let server: http.Server

const box = Buffer.alloc(251).toString("base64url")
const today = () => serviceDayOf(deps.clock.now(), deps.offset)
const venue = () => venueOf("market", { notBefore: serviceDay(today() - 10), notAfter: serviceDay(today() + 10) })

beforeAll(async () => {
  authority = await startAuthority()
  server = http.createServer((request, response) => {
    let text = ""
    request.on("data", (part) => {
      text += part
    })
    request.on("end", () => {
      const id = request.url?.split("/")[3] ?? ""
      response.setHeader("content-type", "application/json")
      if (request.method === "GET") return void response.end(JSON.stringify({ answers }))
      if (request.method === "POST") {
        askedOpener.push(JSON.parse(text))
        const problem = { type: "", status: opened.status, problem: "opener-sealed" }
        return void response
          .writeHead(opened.status)
          .end(JSON.stringify(opened.status === 200 ? { keys: opened.keys } : problem))
      }
      if (request.method === "PUT") delivered.push({ id, body: JSON.parse(text) })
      if (request.method === "DELETE") acknowledged.push(id)
      response.end("{}")
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // as: it listens on a port
  const peer = { base: `http://127.0.0.1:${port}` }
  deps = { ...authority.deps, link: peer, opener: peer }
  officer = (await addOfficer(deps, ["tracer"])).id
})
afterAll(async () => {
  server.close()
  await authority.stop()
})
beforeEach(async () => {
  answers = []
  delivered = []
  acknowledged = []
  askedOpener = []
  opened = { status: 200, keys: keysOfToday() }
  for (const table of ["venue_requests", "row_keys", "decisions", "venues"] as const)
    await deps.db.deleteFrom(table).execute()
  decision = await decide()
})

function keysOfToday() {
  const { venueKey, header } = venue()
  return { dayKey: hexOf(dayKeyOf(venueKey, today())), proof: hexOf(proofOf(venueKey, header.notBefore, today())) }
}

/** A proposed decision about a registered venue. */
async function decide(): Promise<string> {
  const { commit, vid, header } = venue()
  const id = randomUUID().replaceAll("-", "")
  const application = JSON.stringify({ names: { en: "Market", hant: "街市" }, entrances: [] })
  const texts = { reason: null, application, skeleton: "", register_number: "R", codes: "[]" }
  const days = { not_before: header.notBefore, not_after: header.notAfter, applied_at: 0, delivered: true }
  const vidBytes = Buffer.from(vid, "hex")
  await deps.db
    .insertInto("venues")
    .values({
      id: randomUUID(),
      vid: vidBytes,
      commit: Buffer.from(commit, "hex"),
      state: "reviewed",
      ...texts,
      ...days,
    })
    .execute()
  const windows = [[units(0), units(12)]] as const
  const rest = { severity: 1, template: 1, pool: null, supersedes: null }
  const bytes = writeDecision({ v: 1, dep: deps.dep, id, vid, day: today(), windows, ...rest })
  const proposed = { proposed_by: officer, proposer_key: "00", proposer_sig: Buffer.alloc(64), proposed_at: 0 }
  const approved = { approved_by: null, approver_key: null, approved_at: null, list: null }
  await deps.db
    .insertInto("decisions")
    .values({
      id,
      bytes,
      hash: Buffer.alloc(32),
      vid: vidBytes,
      day: today(),
      case_id: null,
      supersedes: null,
      state: "proposed",
      ...proposed,
      ...approved,
    })
    .execute()
  return id
}

const seen = () => findDecision(deps, decision)
async function ask(): Promise<string> {
  expect(await makeRequest(deps, officer, decision)).toEqual({ ok: true, value: null })
  await askVenues(deps)
  return delivered[0]?.id ?? ""
}

test("a request is signed by the request key, is one while it is open, and is delivered until the public server has it", async () => {
  const away = { ...deps, link: authority.deps.link }
  await makeRequest(deps, officer, decision)
  await makeRequest(deps, officer, decision)
  await askVenues(away)
  await askVenues(deps)
  await askVenues(deps)
  expect(delivered).toHaveLength(1)
  const { bytes, sigs } = api.envelope.parse(delivered[0]?.body.envelope)
  const decode = (text: string) => bytesOfBase64url(text) ?? new Uint8Array()
  const envelope = { bytes: decode(bytes), sigs: sigs.map((s) => ({ ...s, sig: decode(s.sig) })) }
  const pub = ed25519PublicKey(deps.keys.request)
  const key = { id: keyIdOf(pub), role: "request" as const, pub, from: serviceDay(0), until: serviceDay(60_000) }
  const trust = { ...(await currentTrust(deps)), keys: [key] }
  const read = acceptVenueRequest(envelope, trust, deps.clock.now())
  expect(read).toMatchObject({ ok: true, value: { vid: venue().vid, day: today(), id: delivered[0]?.id } })
  expect(await seen()).toMatchObject({ missing: [0], asked: { state: "asked" } })
})

test("an answer is kept sealed before it is acknowledged, completes the decision, and counts once", async () => {
  const id = await ask()
  answers = [{ id, box }]
  await askVenues(deps)
  await askVenues(deps)
  expect(askedOpener).toHaveLength(1)
  expect(askedOpener[0]).toMatchObject({ id, vid: venue().vid, day: today(), commit: venue().commit, box })
  expect(acknowledged).toEqual([id, id])
  const evidence = await evidenceOf(deps, venue().vid, today())
  expect(evidence && hexOf(evidence.dayKey)).toBe(keysOfToday().dayKey)
  expect(await seen()).toMatchObject({ missing: null, asked: { state: "answered" } })
  const kept = await deps.db.selectFrom("row_keys").select("sealed").executeTakeFirstOrThrow()
  expect(kept.sealed.includes(Buffer.from(keysOfToday().dayKey, "hex"))).toBe(false)
  expect(await makeRequest(deps, officer, decision)).toMatchObject({ ok: false, problem: "not-in-this-state" })
})

test("an answer waits while the opener is sealed, and is not acknowledged", async () => {
  const id = await ask()
  answers = [{ id, box }]
  opened = { status: 503, keys: null }
  await askVenues(deps)
  expect(acknowledged).toEqual([])
  expect(await seen()).toMatchObject({ asked: { state: "asked" } })
})

test("a box that does not hold, and a venue that declines, bring no key; it can be asked again", async () => {
  const first = await ask()
  answers = [{ id: first, box }]
  opened = { status: 200, keys: null }
  await askVenues(deps)
  expect(await seen()).toMatchObject({ missing: [0], asked: { state: "failed" } })
  delivered = []
  const second = await ask()
  expect(second).not.toBe(first)
  answers = [{ id: second, box: null }]
  await askVenues(deps)
  expect(await hasRowKey(deps, venue().vid, today())).toBe(false)
  const acts = (await deps.db.selectFrom("audit").select("act").execute()).map(({ act }) => act)
  expect(acts).toEqual(expect.arrayContaining(["ask-venue", "venue-request-failed", "venue-request-declined"]))
})

test("after its time a request is over, and what comes then is not opened", async () => {
  const id = await ask()
  const late = {
    ...deps,
    clock: { now: () => (deps.clock.now() + 7 * 86_400 + 3601) as ReturnType<typeof deps.clock.now> },
  } // as: later
  answers = [{ id, box }]
  await askVenues(late)
  expect(askedOpener).toEqual([])
  expect(await seen()).toMatchObject({ asked: { state: "expired" } })
})

const atDoor = (id: string) => answerRequestAtDoor(deps, officer, id, box)

test.each(["asked", "declined", "failed", "expired"] as const)(
  "an inspector's browser answers a request that is %s, from the poster at the door, once and under its officer's name",
  async (state) => {
    const id = await ask()
    await deps.db.updateTable("venue_requests").set({ state }).execute()
    expect(await atDoor(id)).toEqual({ ok: true, value: {} })
    expect(await seen()).toMatchObject({ missing: null, asked: { state: "answered" } })
    expect(await atDoor(id)).toMatchObject({ ok: false, problem: "not-in-this-state" })
    const entry = await deps.db
      .selectFrom("audit")
      .selectAll()
      .where("subject", "=", id)
      .orderBy("seq", "desc")
      .execute()
    expect(entry[0]).toMatchObject({ act: "venue-request-answered", officer })
  },
)

test("what does not hold leaves a request as it was, and nothing is taken while the opener is sealed", async () => {
  const id = await ask()
  opened = { status: 200, keys: null }
  expect(await atDoor(id)).toMatchObject({ ok: false, problem: "malformed", field: "box" })
  opened = { status: 503, keys: null }
  expect(await atDoor(id)).toMatchObject({ ok: false, problem: "opener-sealed" })
  expect(await atDoor("00".repeat(16))).toMatchObject({ ok: false, problem: "not-found" })
  expect(await seen()).toMatchObject({ asked: { state: "asked" } })
  expect(await hasRowKey(deps, venue().vid, today())).toBe(false)
})
