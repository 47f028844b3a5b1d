import { randomBytes, randomUUID } from "node:crypto"
import * as api from "@homesafe/api"
import { beyondAreas, withinAreas } from "@homesafe/db"
import { hexOf, serviceDayOf, units, writeDecision } from "@homesafe/protocol"
import { signDecision, writeHoldVerdict } from "@homesafe/protocol/officer"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createAuthorityApp } from "./app.ts"
import {
  addOfficer,
  addVenue,
  signIn,
  startAuthority,
  type TestAuthority,
  type TestOfficer,
} from "./authority.test-support.ts"
import { putCall } from "./calls/put-call.ts"
import { openTestCaseWith, provenVisit } from "./cases/case.test-support.ts"
import { offerCase } from "./cases/hand-over.ts"
import { putTask } from "./cases/tasks.ts"
import { giveCode } from "./codes/give-code.ts"
import { keepReport } from "./inspections/collect-reports.ts"
import { proposeHold } from "./retention/propose-act.ts"
import { placeVenues } from "./venues/place-venues.ts"

const [SHA_TIN, SAI_KUNG, TAI_PO, CENTRAL] = [16, 17, 15, 1]
const everything = api.officerRole.options
const isContract = (value: unknown): value is api.Contract =>
  typeof value === "object" && value !== null && "access" in value && "reply" in value && "method" in value
const exported: readonly unknown[] = Object.values(api)

let authority: TestAuthority
let app: FastifyInstance
let whole: TestOfficer
let inShaTin: TestOfficer
let inSaiKung: TestOfficer
/** One thing of each kind, all of Sai Kung. */
let foreign: Record<string, string>

beforeAll(async () => {
  authority = await startAuthority()
  app = await createAuthorityApp(authority.deps, { problem: null })
  await app.ready()
  whole = await addOfficer(authority.deps, everything)
  inShaTin = await addOfficer(authority.deps, everything, [SHA_TIN])
  inSaiKung = await addOfficer(authority.deps, everything, [SAI_KUNG])
  foreign = await makeForeign(whole)
  const none = { hold: "00".repeat(16), decision: "00".repeat(16), sha256: "00".repeat(32), verdict: "stop" } as const
  const bytes = Buffer.from(writeHoldVerdict({ v: 1, dep: authority.deps.dep, ...none })).toString("base64url")
  bodies.proposeHoldVerdict = { bytes, key: "00".repeat(4), sig: "00".repeat(64) }
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})

const today = () => serviceDayOf(authority.deps.clock.now(), authority.deps.offset)
const inArea = (id: string, area: number | null) =>
  authority.deps.db.updateTable("cases").set({ area }).where("id", "=", id).execute()

async function caseIn(area: number, vid: string): Promise<string> {
  const id = await openTestCaseWith(authority.deps, whole.id, [{ ...provenVisit(today()), vid }])
  await inArea(id, area)
  return id
}

async function venueIn(address: string) {
  const venue = await addVenue(authority.deps, { address: { en: address, hant: "某處" } })
  await placeVenues(authority.deps)
  return venue
}

async function propose(officer: TestOfficer, vid: string, caseId: string | null): Promise<string> {
  const { deps } = authority
  const id = randomBytes(16).toString("hex")
  const rest = { severity: 1, template: 1, pool: null, supersedes: null }
  const bytes = writeDecision({
    ...{ v: 1, dep: deps.dep, id, vid, day: today(), windows: [[units(120), units(150)]], ...rest },
  })
  const { key, sig } = signDecision(bytes, deps.dep, officer.seed)
  const body = { bytes: Buffer.from(bytes).toString("base64url"), key, sig: hexOf(sig), caseId }
  const reply = await ask(officer, { method: "POST", url: api.proposeDecision.path, payload: body })
  expect(reply.statusCode, reply.body).toBe(200)
  return id
}

async function makeForeign(officer: TestOfficer): Promise<Record<string, string>> {
  const { deps } = authority
  const { db, clock } = deps
  const venue = await venueIn("2 Pier Road, Sai Kung")
  const theCase = await caseIn(SAI_KUNG, venue.vid)
  const decision = await propose(officer, venue.vid, theCase)
  const [task, wish, inspection, account, request] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomBytes(16).toString("hex"),
  ]
  await putTask(deps, officer.id, {
    id: task,
    caseId: theCase,
    kind: "interview",
    due: clock.now(),
    officer: officer.id,
  })
  await giveCode(deps, theCase, officer.id, { id: wish, to: { way: "screen" }, laboratoryNumber: null })
  await db.updateTable("code_requests").set({ state: "waiting", reason: "no-number" }).where("id", "=", wish).execute()
  const report = {
    day: today(),
    problem: "bad-signature",
    text: "x",
    place: "2 Pier Road, Sai Kung",
    photo: "",
  } as const
  await keepReport(deps, { id: inspection, ...report } as Parameters<typeof keepReport>[1])
  await db
    .insertInto("account_requests")
    .values({
      ...{ id: account, kind: "cards", venue_id: venue.id, mail: "a@b.test", name: null, words: "w", owner: "silent" },
      ...{ version: 1, state: "waiting", asked_at: clock.now() },
    })
    .execute()
  const asked = { day: today(), until: clock.now() + 3600, envelope: "{}", asked_by: officer.id, asked_at: clock.now() }
  await db
    .insertInto("venue_requests")
    .values({
      id: request,
      venue_id: venue.id,
      vid: Buffer.from(venue.vid, "hex"),
      state: "asked",
      delivered: true,
      ...asked,
    })
    .execute()
  await db
    .insertInto("venue_notices")
    .values({
      decision_id: decision,
      venue_id: venue.id,
      list_at: 0,
      objection: null,
      objected_at: null,
      answer: null,
      delivered: true,
    })
    .execute()
  const offered = await caseIn(SAI_KUNG, venue.vid)
  const asker = { id: inSaiKung.id, areas: [SAI_KUNG] } as unknown as api.Officer // as: the two words that an offer reads
  expect(await offerCase(deps, asker, offered, { to: TAI_PO, reason: "lives-there" })).toMatchObject({ ok: true })
  const [telephone, hold] = [randomUUID(), randomUUID()]
  const work = { language: null, interpreter: false, due: clock.now(), officer: null }
  const person = { name: "Chan", number: "5555 0101" }
  expect(await putCall(deps, officer.id, { id: telephone, caseId: theCase }, { ...person, ...work })).toMatchObject({
    ok: true,
  })
  const until = new Date((clock.now() + 30 * 86_400) * 1000).toISOString().slice(0, 10)
  const held = { ground: "court-order", reference: "Order 1", until } as const
  expect(await proposeHold(deps, { officer: officer.id, id: hold }, theCase, held)).toMatchObject({ ok: true })
  const bundle = randomBytes(16).toString("hex")
  const bundled = { id: bundle, hash: randomBytes(32), proposed_by: officer.id, proposed_at: clock.now() }
  await db.insertInto("decision_bundles").values(bundled).execute()
  const inBundle = await propose(officer, venue.vid, theCase)
  await db.updateTable("decisions").set({ bundle }).where("id", "=", inBundle).execute()
  return {
    bundle,
    telephone,
    hold,
    theCase,
    venue: venue.id,
    decision,
    task,
    wish,
    inspection,
    account,
    request,
    offered,
  }
}

async function ask(
  officer: TestOfficer,
  about: { method: "GET" | "POST" | "PUT" | "DELETE"; url: string; payload?: object },
) {
  const cookies = await signIn(authority.deps, officer.id, true)
  return app.inject({ ...about, headers: { "sec-fetch-site": "same-origin" }, cookies })
}

/** Bodies with which a route gets as far as the thing that its address names. A new route without one fails the test below. */
const bodies: Partial<Record<string, object>> = {
  answerAtDoor: { box: "A".repeat(335) },
  answerObjection: { text: "An answer in words" },
  approveChange: { number: 1 },
  approveDecision: { hash: "00".repeat(32), key: "00".repeat(4), sig: "00".repeat(64) },
  approveVenue: {},
  askVenue: {},
  acceptCase: {},
  approveDecisionBundle: {
    ...{ hash: "00".repeat(32), key: "00".repeat(4), signed: [{ id: "00".repeat(16), sig: "00".repeat(64) }] },
  },
  refuseDecisionBundle: { reason: "A reason" },
  takeBackDecisionBundle: {},
  approveHoldVerdict: { hash: "00".repeat(32), key: "00".repeat(4), sig: "00".repeat(64) },
  changeCall: { language: null, interpreter: false, due: 1_748_836_800, officer: null },
  decideRetentionAct: { agreed: false },
  holdDecision: { reason: "A reason" },
  noteVenueCall: { outcome: "reached", nextAt: null },
  closeInspection: { finding: "A finding in words", venue: null },
  closeTask: { done: true },
  decideAccountRequest: { granted: true, finding: "A finding in words" },
  decideWaitingCodes: { granted: true },
  giveUploadCode: { id: randomUUID(), to: { way: "screen" }, laboratoryNumber: null },
  mergeCase: { into: randomUUID(), reason: "same-person" },
  noteCall: { outcome: "reached", tries: 1 },
  offerCase: { to: TAI_PO, reason: "lives-there" },
  putInterviewVisit: {
    from: { day: 20_240, minute: 1 },
    until: { day: 20_240, minute: 9 },
    place: { words: "A place" },
    how: "memory",
  },
  proposeHold: { ground: "court-order", reference: "Order 1", until: "2026-01-01" },
  proposeRelease: { ground: "over", reference: "Order 1" },
  putCall: {
    ...{ name: "Chan", number: "5555 0101", language: null, interpreter: false, due: 1_748_836_800, officer: null },
  },
  putTask: { kind: "interview", due: 1_748_836_800, officer: randomUUID() },
  readForms: { purpose: "trace" },
  readVenueContact: {},
  readNotes: { purpose: "trace" },
  readVisits: { purpose: "trace" },
  refuseChange: { number: 1, reason: "A reason" },
  refuseDecision: { reason: "A reason" },
  refuseVenue: { reason: "A reason" },
  setPeriod: { from: 19_990, until: 20_010, reason: "laboratory" },
  showGrantedCode: {},
  takeBackDecision: {},
  withdrawCode: {},
  writeNote: { text: "A note" },
}
/** What is one thing for the whole authority: people, their sessions and what they keep in memory, lists that others published, and what is made under its own id. */
const ofNoArea =
  /^\/v1\/(?:officers|officer-acts|sessions|analyses|imports|listed-exposures|import-profiles|lab-imports|door-inspections|read-permits|retention\/purges|retention\/disclosures)\//
const routes = () => {
  const served = JSON.stringify(app.swagger().paths)
  return Object.entries(api).flatMap(([name, c]) => {
    if (!isContract(c) || !c.path.includes(":") || c.reach === "authority" || ofNoArea.test(c.path)) return []
    return served.includes(JSON.stringify(c.path.replace(/:(\w+)/g, "{$1}"))) ? [{ name, c }] : []
  })
}
const with_ = (c: api.Contract, id: string) => c.path.replace(/:\w+/, id).replace(/:\w+/g, randomUUID())
const call = (officer: TestOfficer, name: string, c: api.Contract, id: string) =>
  ask(officer, { method: c.method, url: with_(c, id), ...(c.body ? { payload: bodies[name] ?? { nothing: 1 } } : {}) })

test("hostile 45: every route answers an id of another area as it answers one of nothing, to the byte", async () => {
  expect(routes().length).toBeGreaterThan(30)
  for (const { name, c } of routes()) {
    const nothing = [
      await call(inShaTin, name, c, randomUUID()),
      await call(inShaTin, name, c, randomBytes(16).toString("hex")),
    ]
    for (const [kind, id] of Object.entries(foreign)) {
      const asked = await call(inShaTin, name, c, id)
      const unknown = nothing[id.length === 32 ? 1 : 0]
      expect(unknown?.json().problem, `${name} needs a body above`).not.toBe("malformed")
      expect([asked.statusCode, asked.body, asked.headers["content-type"]], `${name} ${kind}`).toEqual([
        unknown?.statusCode,
        unknown?.body,
        unknown?.headers["content-type"],
      ])
    }
  }
}, 120_000)

test("hostile 45: what was asked for beyond an officer's areas is counted and in the log: by whom, not what", async () => {
  const asked = () =>
    authority.deps.db.selectFrom("audit").selectAll().where("act", "=", "ask-beyond-areas").orderBy("seq").execute()
  await expect.poll(async () => (await asked()).length).toBeGreaterThan(30)
  const rows = await asked()
  expect(new Set(rows.map(({ officer }) => officer))).toEqual(new Set([inShaTin.id]))
  expect(rows.filter(({ subject }) => subject !== null)).toEqual([])
  const words = JSON.stringify(rows.map(({ purpose }) => purpose))
  for (const id of Object.values(foreign)) expect(words).not.toContain(id)
})

test("hostile 45: ids in bodies and in questions are none either", async () => {
  const own = await caseIn(SHA_TIN, "00".repeat(8))
  const into = (id: string) =>
    ask(inShaTin, {
      method: "POST",
      url: api.pathOf(api.mergeCase, { id: own }),
      payload: { into: id, reason: "same-person" },
    })
  const door = (id: string) => ask(inShaTin, { method: "GET", url: `${api.getVenueAtDoor.path}?venue=${id}` })
  const seen = { entrance: null, finding: "missing", note: "" }
  const note = (venue: string) =>
    ask(inShaTin, { method: "PUT", url: `/v1/door-inspections/${randomUUID()}`, payload: { ...seen, venue } })
  for (const [way, id] of [
    [into, foreign.theCase],
    [door, foreign.venue],
    [note, foreign.venue],
  ] as const) {
    const [asked, unknown] = [await way(id ?? ""), await way(randomUUID())]
    expect([asked.statusCode, asked.body]).toEqual([404, unknown.body])
  }
})

test("hostile 45: no list, count or search tells of another area", async () => {
  const lists = exported
    .filter(isContract)
    .filter((c) => c.method === "GET" && !c.path.includes(":") && c.access !== "anyone")
  const served = JSON.stringify(app.swagger().paths)
  let told = 0
  for (const c of lists.filter((c) => served.includes(`"${c.path}"`) && c !== api.listAudit)) {
    const query = c === api.findPlaces ? "?find=nothing-like-it" : c === api.getSituation ? "?days=7" : ""
    const [one, all] = [
      await ask(inShaTin, { method: "GET", url: c.path + query }),
      await ask(whole, { method: "GET", url: c.path + query }),
    ]
    for (const id of Object.values(foreign)) {
      expect(one.body, c.path).not.toContain(id)
      if (all.body.includes(id)) told++
    }
  }
  expect(told).toBeGreaterThan(5) // to whom they are to be told, they are
  const { casesOpen, venuesWaiting } = (await ask(inShaTin, { method: "GET", url: api.getToday.path })).json()
  expect({ casesOpen, venuesWaiting }).toEqual({ casesOpen: 1, venuesWaiting: 0 }) // the one of the test above
})

test("an officer of the whole authority gets past every one of these routes", async () => {
  bodies.mergeCase = { into: foreign.offered, reason: "same-person" }
  for (const { name, c } of routes()) {
    const found: number[] = []
    const offer = { to_area: TAI_PO, reason: "lives-there", asked_by: inSaiKung.id, asked_at: 0 }
    const offered = authority.deps.db.insertInto("case_handovers").values({ case_id: foreign.offered ?? "", ...offer })
    await offered.onConflict((c) => c.doNothing()).execute()
    const wish = authority.deps.db
      .updateTable("code_requests")
      .set({ state: "waiting" })
      .where("id", "=", foreign.wish ?? "")
    await wish.execute()
    for (const id of Object.values(foreign)) found.push((await call(whole, name, c, id)).statusCode)
    expect(
      found.some((status) => status !== 404),
      name,
    ).toBe(true)
  }
})

test("the database itself holds nothing of another area for an officer, whatever a handler forgets; and a pool's next user sees all", async () => {
  const { db } = authority.deps
  const counts = async () => {
    const tables = ["cases", "case_keys", "case_visits", "case_tasks", "upload_codes", "venues", "decisions"]
    const { rows } = await sql<
      Record<string, string>
    >`select ${sql.join(tables.map((t) => sql`(select count(*) from ${sql.table(t)}) as ${sql.ref(t)}`))}`.execute(db)
    return Object.values(rows[0] ?? {}).map(Number)
  }
  const within = await withinAreas({ officer: randomUUID(), areas: [CENTRAL] }, counts)
  expect(within).toEqual([0, 0, 0, 0, 0, 0, 0])
  for (const n of await counts()) expect(n).toBeGreaterThan(0)
  const mixed = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      i % 2 ? withinAreas({ officer: randomUUID(), areas: [CENTRAL] }, counts) : beyondAreas(counts),
    ),
  )
  for (const [i, [cases = -1]] of mixed.entries()) expect(cases > 0).toBe(i % 2 === 0)
})
