import { randomBytes, randomUUID } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { serviceDayOf, units, writeDecision } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { findDecision } from "../decisions/find-decisions.ts"
import type { AuthorityDeps } from "../deps.ts"
import { keepAnswer } from "./objections.ts"
import { noteForVenue, tellVenues } from "./tell-venue.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let officer: string
let server: http.Server
/** The far end: the public server's link. */
let delivered: { readonly id: string; readonly body: Record<string, unknown> }[]
let objections: { readonly id: string; readonly text: string; readonly at: number }[]
let acknowledged: string[]
let isAway: boolean

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
      if (isAway)
        return void response.writeHead(503).end(JSON.stringify({ type: "", status: 503, problem: "not-ready" }))
      if (request.method === "GET") return void response.end(JSON.stringify({ objections }))
      if (request.method === "PUT") delivered.push({ id, body: JSON.parse(text) })
      if (request.method === "DELETE") acknowledged.push(id)
      response.end("{}")
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // as: it listens on a port
  deps = { ...authority.deps, link: { base: `http://127.0.0.1:${port}` } }
  officer = (await addOfficer(deps, ["tracer"])).id
})
afterAll(async () => {
  server.close()
  await authority.stop()
})
beforeEach(async () => {
  delivered = []
  objections = []
  acknowledged = []
  isAway = false
  for (const table of ["venue_notices", "decisions", "venues"] as const) await deps.db.deleteFrom(table).execute()
})

const day = () => serviceDayOf(deps.clock.now(), deps.offset)
const soon = () => deps.clock.now() + 3600

/** An approved decision about a venue, noted for it. */
async function decide({ isOwn = false } = {}) {
  const [id, vid, venue] = [randomBytes(16).toString("hex"), randomBytes(8), randomUUID()]
  const application = JSON.stringify({ names: { en: "Market", hant: "街市" }, entrances: [] })
  const texts = { reason: null, application, skeleton: "", register_number: "R", codes: "[]" }
  const days = { not_before: day() - 10, not_after: day() + 10, applied_at: 0, delivered: true }
  await deps.db
    .insertInto("venues")
    .values({ id: venue, vid, commit: randomBytes(16), state: "reviewed", own_premises: isOwn, ...texts, ...days })
    .execute()
  const rest = { severity: 1, template: 1, pool: null, supersedes: null }
  const windows = [[units(12), units(24)]] as const
  const bytes = writeDecision({ v: 1, dep: deps.dep, id, vid: vid.toString("hex"), day: day(), windows, ...rest })
  const row = {
    id,
    bytes,
    hash: Buffer.alloc(32),
    vid,
    day: day(),
    case_id: null,
    supersedes: null,
    state: "approved" as const,
    proposed_by: officer,
    proposer_key: "00",
    proposer_sig: Buffer.alloc(64),
    proposed_at: 0,
    approved_by: null,
    approver_key: null,
    approved_at: null,
    list: null,
  }
  await deps.db.insertInto("decisions").values(row).execute()
  await noteForVenue(deps.db, { id, vid }, soon())
  return { id, venue }
}
const objection = async (id: string) => (await findDecision(deps, id))?.objection

test("a venue is told day, time and list of a warning about it, and nothing of a case or an officer", async () => {
  const { id, venue } = await decide()
  isAway = true
  await tellVenues(deps)
  isAway = false
  await tellVenues(deps)
  await tellVenues(deps)
  const windows = [[12, 24]]
  const body = {
    venue,
    day: day(),
    windows,
    kind: "exposure",
    isNamed: false,
    listAt: soon(),
    supersedes: null,
    answer: null,
  }
  expect(delivered).toEqual([{ id, body }])
})

test("premises of the authority's own have nobody to tell", async () => {
  await decide({ isOwn: true })
  await tellVenues(deps)
  expect(delivered).toEqual([])
})

test("an objection is kept once, before it is acknowledged, stands at its decision, and is answered once", async () => {
  const { id } = await decide()
  await tellVenues(deps)
  expect(await keepAnswer(deps, officer, id, "too early")).toMatchObject({ problem: "not-in-this-state" })
  objections = [{ id, text: "We were closed that day", at: 1_000 }]
  await tellVenues(deps)
  objections = [{ id, text: "another word", at: 2_000 }]
  await tellVenues(deps)
  expect(acknowledged).toEqual([id, id])
  expect(await objection(id)).toEqual({ text: "We were closed that day", at: 1_000, answer: null })
  expect(await keepAnswer(deps, officer, id, " We looked again. ")).toMatchObject({ ok: true })
  expect(await keepAnswer(deps, officer, id, "Once more")).toMatchObject({ problem: "not-in-this-state" })
  objections = []
  await tellVenues(deps)
  expect(delivered.at(-1)).toMatchObject({ id, body: { answer: "We looked again." } })
  const acts = await deps.db.selectFrom("audit").select(["act", "officer"]).where("subject", "=", id).execute()
  expect(acts).toEqual([
    { act: "venue-objected", officer: null },
    { act: "answer-objection", officer },
  ])
})

test("what a venue was told is forgotten with the keys of its day, after 45 days", async () => {
  const { id } = await decide()
  const past = deps.clock.now() - 45 * 86_400
  await deps.db.updateTable("venue_notices").set({ list_at: past }).execute()
  await tellVenues(deps)
  expect(await deps.db.selectFrom("venue_notices").select("decision_id").execute()).toEqual([{ decision_id: id }])
  await deps.db
    .updateTable("venue_notices")
    .set({ list_at: past - 1 })
    .execute()
  await tellVenues(deps)
  expect(await deps.db.selectFrom("venue_notices").select("decision_id").execute()).toEqual([])
})
