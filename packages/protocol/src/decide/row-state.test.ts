import { expect, test } from "vitest"
import { alertsOf, overlapMinutes } from "../rows/alerts.ts"
import { messageOf, type Window, windowsOf } from "../rows/row-message.ts"
import type { Hex } from "../shared/bytes.ts"
import { minutes, serviceDay, units } from "../shared/units.ts"
import { type Decision, readDecision, writeDecision } from "./decision.ts"
import { decisionsInForce, isRowChanged, stateOfRow } from "./row-state.ts"

const day = serviceDay(19_053)
const today = serviceDay(19_055)
const vid = "c1ad0dedae2c8ade"
const place = { vid, day, hour: null }
const span = (from: number, until: number): Window => [units(from), units(until)]

function decision(number: number, change: Partial<Decision> = {}): Decision {
  const id: Hex = number.toString(16).padStart(32, "0")
  return {
    v: 1,
    dep: "d0d1d2d3d4d5d6d7",
    id,
    vid,
    day,
    windows: [span(96, 120)],
    severity: 3,
    template: 9,
    pool: null,
    supersedes: null,
    ...change,
  }
}
const idOf = (number: number) => decision(number).id

test("a row states the union of all that is in force, with the gravest decision's texts", () => {
  const all = [
    decision(1),
    decision(2, { windows: [span(110, 130)], severity: 5, template: 11 }),
    decision(3, { windows: [span(200, 210)], severity: 5, template: 12 }),
  ]
  const state = stateOfRow(place, all, today)
  expect(state?.windows).toEqual([span(96, 130), span(200, 210)])
  expect(state?.message).toMatchObject({ mode: 1, severity: 5, template: 12, daysAgo: 2, withdrawn: false })
  expect(state && windowsOf(state.message)).toEqual([span(96, 132), span(192, 216)])
})

test("a withdrawal leaves a row that says so; a correction replaces", () => {
  const withdrawn = stateOfRow(
    place,
    [decision(1), decision(2, { windows: [], supersedes: idOf(1), template: 13 })],
    today,
  )
  expect(withdrawn?.message).toMatchObject({ withdrawn: true, field: 0, severity: 0, template: 13 })
  const corrected = stateOfRow(
    place,
    [decision(1), decision(2, { windows: [span(0, 12)], supersedes: idOf(1) })],
    today,
  )
  expect(corrected?.windows).toEqual([span(0, 12)])
})

test("a decision about one venue cannot supersede another's", () => {
  const foreign = decision(2, { vid: "1122334455667788", windows: [], supersedes: idOf(1) })
  expect(decisionsInForce([decision(1), foreign])).toHaveLength(2)
  expect(stateOfRow(place, [decision(1), foreign], today)?.message.withdrawn).toBe(false)
})

test("an hour's row is cut to its hour, and an hour that nobody spoke of has none", () => {
  const all = [decision(1, { windows: [span(100, 115)] })]
  expect(stateOfRow({ ...place, hour: 8 }, all, today)?.windows).toEqual([span(100, 108)])
  expect(stateOfRow({ ...place, hour: 9 }, all, today)?.windows).toEqual([span(108, 115)])
  expect(stateOfRow({ ...place, hour: 10 }, all, today)).toBeNull()
})

test("a row is published again only when it says something else; growing a day older is nothing new", () => {
  const one = stateOfRow(place, [decision(1)], today)
  const later = stateOfRow(place, [decision(1)], serviceDay(today + 1))
  const other = stateOfRow(place, [decision(1, { severity: 4 })], today)
  if (!one || !later || !other) throw new Error("no state")
  expect([isRowChanged(null, one), isRowChanged(one, later), isRowChanged(one, other)]).toEqual([true, false, true])
})

test("a decision is read as written, and anything else is refused", () => {
  const good = decision(1, { pool: "ab".repeat(32) })
  expect(readDecision(writeDecision(good))).toEqual({ ok: true, value: good })
  const bad: Partial<Decision>[] = [
    { windows: [span(5, 5)] },
    { windows: [] },
    { severity: 8 },
    { template: 0 },
    { template: 512 },
    { vid: "AB" },
    { id: "00" },
    { pool: "00" },
  ]
  for (const change of bad)
    expect(readDecision(writeDecision({ ...good, ...change }))).toEqual({ ok: false, problem: "malformed-decision" })
})

test("touching stays of one day are added up, gaps known from the diary are left out, withdrawn rows raise nothing", () => {
  const message = messageOf([span(96, 144)], { daysAgo: 2, severity: 3, template: 9, corrected: false })
  const row = (number: number, from: number, until: number) => ({
    day,
    row: number,
    rowKey: new Uint8Array(16),
    arrival: units(from),
    departure: units(until),
  })
  const two = [
    { row: row(1, 96, 98), message },
    { row: row(2, 98, 99), message },
  ]
  expect(alertsOf(two, () => 15)).toMatchObject([{ minutes: 15, rows: [1, 2], template: 9 }])
  expect(alertsOf(two, () => 16)).toEqual([])
  expect(
    alertsOf(
      [
        { row: row(1, 96, 98), message },
        { row: row(2, 99, 100), message },
      ],
      () => 15,
    ),
  ).toEqual([])
  const hull = { row: row(1, 96, 144), message, intervals: [[minutes(480), minutes(485)]] as const }
  expect(alertsOf([hull], () => 15)).toEqual([])
  const withdrawn = messageOf([], { daysAgo: 2, severity: 3, template: 9, corrected: true })
  expect(alertsOf([{ row: row(1, 0, 288), message: withdrawn }], () => 0)).toEqual([])
  expect(overlapMinutes([480, 500], [span(98, 99), span(99, 120)])).toBe(10)
})
