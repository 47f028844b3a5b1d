import { randomBytes, randomUUID } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { serviceDayOf } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { findAtDoor, findDoorInspections } from "./find-at-door.ts"
import { deliverDoors, keepDoor } from "./note-door.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let officer: string
let venue: string
let commit: Buffer
let server: http.Server
/** The far end: the public server's link. */
let delivered: { readonly url: string; readonly body: unknown }[]
let answer: { readonly status: number; readonly problem: string }

beforeAll(async () => {
  authority = await startAuthority()
  server = http.createServer((request, response) => {
    let text = ""
    request.on("data", (part) => {
      text += part
    })
    request.on("end", () => {
      delivered.push({ url: request.url ?? "", body: JSON.parse(text) })
      const body = answer.status === 200 ? {} : { type: "", ...answer }
      response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(body))
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
  answer = { status: 200, problem: "" }
  for (const table of ["door_inspections", "venue_requests", "row_keys", "venues"] as const)
    await deps.db.deleteFrom(table).execute()
  venue = randomUUID()
  commit = randomBytes(16)
  const names = { en: "Market", hant: "街市" }
  const entrances = [{ names: { en: "North", hant: "北門" }, staffOnly: false }]
  const application = JSON.stringify({
    names,
    address: { en: "1 Pier Road", hant: "碼頭道1號" },
    category: 1,
    registerNumber: "R",
    entrances,
  })
  const texts = { reason: null, application, skeleton: "", register_number: "R", codes: "[]" }
  const days = { not_before: 20_000, not_after: 20_400, applied_at: 0, delivered: true }
  await deps.db
    .insertInto("venues")
    .values({ id: venue, vid: randomBytes(8), commit, state: "reviewed", ...texts, ...days })
    .execute()
})

const found = { entrance: 0, finding: "older", note: "The one of last year hangs" } as const
const keep = (id: string, body: object = {}) => keepDoor(deps, officer, id, { venue, ...found, ...body })

test("a visit to a door is kept once for its id, is in the log, and says who went", async () => {
  const id = randomUUID()
  expect([await keep(id), await keep(id)]).toEqual([
    { ok: true, value: {} },
    { ok: true, value: {} },
  ])
  const { inspections, total } = await findDoorInspections(deps, 0)
  expect(total).toBe(1)
  expect(inspections[0]).toMatchObject({ id, venue, ...found, names: { en: "Market" }, entranceNames: { en: "North" } })
  const acts = await deps.db.selectFrom("audit").selectAll().where("act", "=", "inspect-door").execute()
  expect(acts).toMatchObject([{ officer, subject: venue }])
})

test("a venue or a door that does not exist is refused, and nothing is kept", async () => {
  expect(await keep(randomUUID(), { venue: randomUUID() })).toMatchObject({ problem: "not-found" })
  expect(await keep(randomUUID(), { entrance: 1 })).toMatchObject({ problem: "malformed", field: "entrance" })
  expect((await findDoorInspections(deps, 0)).total).toBe(0)
})

test("the venue is told the finding and its day, never the note or the officer, until the public server has it", async () => {
  const id = randomUUID()
  await keep(id)
  answer = { status: 503, problem: "not-ready" }
  await deliverDoors(deps)
  answer = { status: 200, problem: "" }
  await deliverDoors(deps)
  await deliverDoors(deps)
  const day = serviceDayOf(deps.clock.now(), deps.offset)
  const told = { url: `/link/door-inspections/${id}`, body: { venue, entrance: 0, finding: "older", day } }
  expect(delivered).toEqual([told, told])
})

test("after 400 days a visit is forgotten", async () => {
  const id = randomUUID()
  await keep(id)
  const at = deps.clock.now() - 400 * 86_400
  await deps.db.updateTable("door_inspections").set({ at }).execute()
  await deliverDoors(deps)
  expect((await findDoorInspections(deps, 0)).total).toBe(1)
  await deps.db
    .updateTable("door_inspections")
    .set({ at: at - 1 })
    .execute()
  await deliverDoors(deps)
  expect((await findDoorInspections(deps, 0)).total).toBe(0)
})

test("at a door, the register knows a venue by its commitment or its id, and names the days whose key is still wanted", async () => {
  const row = await deps.db.selectFrom("venues").selectAll().executeTakeFirstOrThrow()
  const request = (day: number, state: "asked" | "declined" | "answered", at: number) => ({
    id: randomBytes(16).toString("hex"),
    venue_id: venue,
    vid: row.vid,
    day,
    until: 0,
    envelope: "{}",
    state,
    asked_by: officer,
    asked_at: at,
    delivered: true,
  })
  const asked = [request(20_100, "declined", 1), request(20_100, "asked", 2), request(20_101, "answered", 1)]
  const withKey = request(20_102, "asked", 1)
  await deps.db
    .insertInto("venue_requests")
    .values([...asked, withKey])
    .execute()
  await deps.db
    .insertInto("row_keys")
    .values({ vid: row.vid, day: 20_102, sealed: Buffer.alloc(1) })
    .execute()
  const at = await findAtDoor(deps, { commit: commit.toString("hex") })
  expect(at).toMatchObject({ venue: { id: venue }, entrances: [{ en: "North" }] })
  expect(at?.wanted).toEqual([{ request: asked[1]?.id, day: 20_100 }])
  expect(await findAtDoor(deps, { venue })).toEqual(at)
  expect(await findAtDoor(deps, { commit: randomBytes(16).toString("hex") })).toBeUndefined()
  expect(await findAtDoor(deps, {})).toBeUndefined()
})
