import { randomBytes, randomUUID } from "node:crypto"
import type { OpenedVisit } from "@homesafe/api"
import {
  type Decision,
  hexOf,
  leafFromCover,
  leafOf,
  readRotatingCode,
  rowKeyOf,
  units,
  writeDecision,
  writeKioskGrant,
} from "@homesafe/protocol"
import { keysFor } from "@homesafe/protocol/case.test-support"
import { DEP, NOW, screenOf, shownBy, TODAY, TRUST, venueOf } from "@homesafe/protocol/deployment.test-support"
import { signDecision } from "@homesafe/protocol/officer"
import { rowsOfRequest } from "@homesafe/protocol/publisher"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { openTestCaseWith } from "../cases/case.test-support.ts"
import { proposeDecision } from "../decisions/propose.ts"
import type { AuthorityDeps } from "../deps.ts"
import { wantedRows } from "./kept-rows.ts"

// One decision warns both who scanned the poster, and holds the day's key, and who scanned the screen, and holds hours' keys.

let authority: TestAuthority
let deps: AuthorityDeps
let tracer: TestOfficer
let nth = 0
beforeAll(async () => {
  authority = await startAuthority()
  deps = { ...authority.deps, dep: DEP, clock: { now: () => NOW } }
  tracer = await addOfficer(deps, ["tracer"])
})
afterAll(() => authority.stop())

type Venue = ReturnType<typeof venueOf>

/** A registered venue, with a granted screen or with none. */
async function register(hasScreen: boolean): Promise<Venue> {
  nth += 1
  const venue = venueOf(`market ${nth}`)
  const id = randomUUID()
  const { commit, vid, header } = venue
  await deps.db
    .insertInto("venues")
    .values({
      id,
      vid: Buffer.from(vid, "hex"),
      commit: Buffer.from(commit, "hex"),
      state: "reviewed",
      reason: null,
      application: "{}",
      skeleton: id,
      register_number: id,
      codes: "[]",
      not_before: header.notBefore,
      not_after: header.notAfter,
      applied_at: NOW,
      delivered: true,
    })
    .execute()
  const grant = Buffer.from(writeKioskGrant(screenOf(venue)))
  const screen = { id: randomUUID(), venue_id: id, entrance: 0, kiosk_key: randomBytes(32), reason: null }
  if (hasScreen)
    await deps.db
      .insertInto("screens")
      .values({ ...screen, issuer_grant: grant, asked_at: NOW, delivered: true })
      .execute()
  return venue
}

/** A visit as the opener hands it over: by the poster, or by the screen at noon, which grants the hours 8 to 11. */
function visitOf(venue: Venue, by: "poster" | "screen"): OpenedVisit {
  const { dayKey, proof } = keysFor(venue)
  return {
    vid: venue.vid,
    day: TODAY,
    arrival: 480,
    departure: 570,
    verdict: "proven",
    reason: null,
    keys: by === "poster" ? { dayKey: hexOf(dayKey), proof: hexOf(proof) } : null,
    screen: by === "screen" ? Buffer.from(shownBy(venue)).toString("base64url") : null,
    vehicle: null,
  }
}

async function propose(venue: Venue, by: "poster" | "screen", hours: readonly [number, number], supersedes?: Decision) {
  const caseId = await openTestCaseWith(deps, tracer.id, [visitOf(venue, by)])
  const windows = supersedes ? [] : [[units(hours[0] * 12), units(hours[1] * 12)] as const]
  const id = randomBytes(16).toString("hex")
  const rest = { severity: 4, template: 1, pool: null, supersedes: supersedes?.id ?? null }
  const decision: Decision = { v: 1, dep: DEP, id, vid: venue.vid, day: TODAY, windows, ...rest }
  const bytes = writeDecision(decision)
  const { key, sig } = signDecision(bytes, DEP, tracer.seed)
  const body = { bytes: Buffer.from(bytes).toString("base64url"), caseId, key, sig: hexOf(sig) }
  return { decision, outcome: await proposeDecision(deps, tracer.id, body) }
}

/** The rows that a list would carry now, as the verifiers make them again from the evidence. */
async function rowsFor(...decisions: readonly Decision[]) {
  const approved = decisions.map((decision) => ({ id: decision.id, decision, bytes: new Uint8Array(), sigs: [] }))
  const wanted = await wantedRows(deps, approved, TODAY)
  const keyed = wanted.map((each) => each.keyed)
  const rows = rowsOfRequest(keyed, { trust: TRUST, decisions, texts: [], today: TODAY })
  if (!rows.ok) throw new Error(rows.problem)
  return rows.value.map(({ rowKey, message }) => ({ rowKey: hexOf(rowKey), message }))
}

const dayRow = ({ venueKey: _, ...venue }: Venue, key: Uint8Array) => hexOf(rowKeyOf(key as never, venue.vid))
const rowOfDay = (venue: Venue) => dayRow(venue, keysFor(venue).dayKey)
const rowOfHour = (venue: Venue, hour: number) => hexOf(rowKeyOf(leafOf(keysFor(venue).dayKey, hour), venue.vid))

/** The row key that a phone works out from the screen's code. */
function rowOfVisitor(venue: Venue, hour: number): string {
  const read = readRotatingCode(shownBy(venue), 14_400)
  const leaf = read.ok ? leafFromCover(read.value.moment.nodes, 8, 11, hour) : undefined
  if (!leaf) throw new Error("the hour is not granted")
  return hexOf(rowKeyOf(leaf, venue.vid))
}

test("a case who scanned the poster warns both: a row for the day, and one for each hour of the window, cut to it", async () => {
  const venue = await register(true)
  const { decision, outcome } = await propose(venue, "poster", [7, 10])
  expect(outcome.ok).toBe(true)
  const rows = await rowsFor(decision)
  const hours = [7, 8, 9].map((hour) => rowOfHour(venue, hour))
  expect(new Set(rows.map((row) => row.rowKey))).toEqual(new Set([rowOfDay(venue), ...hours]))
  expect(rowOfVisitor(venue, 8), "what the screen gave is the same key").toBe(rowOfHour(venue, 8))
  const eight = rows.find((row) => row.rowKey === rowOfVisitor(venue, 8))
  expect(eight?.message.field, "from 96 to 108, in five minutes").toBe((96 << 15) | (108 << 6))
})

test("a place without screens has the row of its day alone", async () => {
  const venue = await register(false)
  const { decision } = await propose(venue, "poster", [7, 10])
  expect((await rowsFor(decision)).map((row) => row.rowKey)).toEqual([rowOfDay(venue)])
})

test("a case who scanned the screen alone warns the hours that it granted, linger time among them, and no others", async () => {
  const venue = await register(true)
  const { decision, outcome } = await propose(venue, "screen", [7, 12])
  expect(outcome.ok).toBe(true)
  const rows = await rowsFor(decision)
  expect(rows.map((row) => row.rowKey).sort()).toEqual([8, 9, 10, 11].map((hour) => rowOfVisitor(venue, hour)).sort())
})

test("the hours of a screen's case are joined by the day's key once it is here, and then posters' visitors are warned too", async () => {
  const venue = await register(true)
  const first = await propose(venue, "screen", [7, 9])
  expect(await rowsFor(first.decision)).toHaveLength(1)
  const second = await propose(venue, "poster", [7, 9])
  const rows = (await rowsFor(first.decision, second.decision)).map((row) => row.rowKey)
  expect(rows).toContain(rowOfDay(venue))
  expect(rows).toContain(rowOfHour(venue, 7))
})

test("a window that no key here can speak of is refused before anybody signs a second time", async () => {
  const venue = await register(true)
  const { outcome } = await propose(venue, "screen", [2, 4])
  expect(outcome).toEqual({ ok: false, problem: "key-missing" })
})

test("a withdrawal reaches every row that the warning had", async () => {
  const venue = await register(true)
  const { decision } = await propose(venue, "poster", [7, 10])
  const before = await rowsFor(decision)
  await deps.db.updateTable("decisions").set({ state: "published" }).where("id", "=", decision.id).execute()
  const withdrawal = await propose(venue, "poster", [7, 10], decision)
  expect(withdrawal.outcome.ok).toBe(true)
  const after = await rowsFor(decision, withdrawal.decision)
  expect(after.map((row) => row.rowKey)).toEqual(before.map((row) => row.rowKey))
  expect(after.every((row) => row.message.withdrawn)).toBe(true)
})

test("the screens' codes lie sealed", async () => {
  const venue = await register(true)
  await propose(venue, "screen", [8, 9])
  const rows = await deps.db.selectFrom("hour_keys").selectAll().execute()
  const code = Buffer.from(shownBy(venue))
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.some(({ sealed }) => sealed.includes(code.subarray(-80)))).toBe(false)
})
