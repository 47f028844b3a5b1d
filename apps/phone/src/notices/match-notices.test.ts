import { type NamedNotice, serviceDay, startOfServiceDay, unixSeconds } from "@homesafe/protocol"
import { expect, test } from "vitest"
import type { VisitView } from "../keeper/views.ts"
import { filterNotices, holdsNumber, matchNotice } from "./match-notices.ts"

const OFFSET = 4 * 3600
const DAY = serviceDay(20_781)
const at = (hours: number) => unixSeconds(startOfServiceDay(DAY, OFFSET) + hours * 3600)
const flight: NamedNotice = {
  id: "f-0",
  kind: "flight",
  number: "CX 888",
  names: { en: "Hong Kong to Vancouver", hant: "香港至溫哥華" },
  from: at(20),
  until: at(26),
  template: 1,
}
const market: NamedNotice = {
  id: "p-0",
  kind: "place",
  names: { en: "Night Market", hant: "夜市" },
  from: at(12),
  until: at(14),
  template: 1,
}
const visit = (name: string, from: number, until: number, more: Partial<VisitView> = {}): VisitView => ({
  id: name,
  source: "by-hand",
  names: { en: name, hant: name },
  category: 0,
  isProvisional: false,
  isVehicle: false,
  arrivedAt: at(from),
  leftAt: at(until),
  leavesAt: at(until),
  latestLeaving: null,
  isGuessed: false,
  erasedAt: at(31 * 24),
  isShareable: false,
  hadNoRoom: false,
  note: "",
  companions: [],
  day: DAY,
  alertId: null,
  ...more,
})
const found = (notice: NamedNotice, ...visits: VisitView[]) =>
  matchNotice(notice, visits, OFFSET).map((match) => [match.visit.id, match.isSameTime])

test("a number is found however it was written, and no other number is", () => {
  for (const text of [
    "CX888",
    "cx 888",
    "ＣＸ８８８",
    "Flight CX-0888 to Vancouver",
    "國泰CX888航班",
    "seat 31A, CX 888",
  ])
    expect(holdsNumber(text, "CX 888"), text).toBe(true)
  for (const text of ["CX 8880", "CX 88", "ACX 888", "888", "CX", ""])
    expect(holdsNumber(text, "CX 888"), text).toBe(false)
  expect(holdsNumber("11A", "1A")).toBe(false)
})

test("a trip of the same number and day matches, with the times where they overlap; another day's does not", () => {
  expect(found(flight, visit("CX888", 19, 22))).toEqual([["CX888", true]])
  expect(found(flight, visit("CX 888", 10, 11))).toEqual([["CX 888", false]])
  expect(found(flight, visit("CX 888", 30, 40))).toEqual([["CX 888", false]])
  expect(found(flight, visit("CX 888", -20, -10), visit("CX 888", 60, 61))).toEqual([])
})

test("a place is matched by its whole name and time; what only sounds like it, or was at another hour, is not", () => {
  expect(found(market, visit("night  market", 13, 15))).toEqual([["night  market", true]])
  expect(found(market, visit("夜市", 11, 12))).toEqual([["夜市", true]])
  expect(found(market, visit("Night Market", 15, 16), visit("Night Market Two", 12, 14))).toEqual([])
})

test("a scanned code of a venue is not compared by name, for its rows warn; a vehicle's mark is", () => {
  expect(found(market, visit("Night Market", 12, 14, { source: "code" }))).toEqual([])
  const taxi: NamedNotice = { ...market, kind: "vehicle", number: "AB1234" }
  const ride = { source: "plate", isVehicle: true } as const
  expect(found(taxi, visit("AB 1234", 13, 14, ride))).toEqual([["AB 1234", true]])
  expect(found(taxi, visit("AB 1243", 13, 14, ride))).toEqual([])
})

test("the list is searched by words, number, kind and day", () => {
  const all = [market, flight]
  const say = (notice: NamedNotice) => `${notice.kind} ${notice.number ?? ""} ${notice.names.en}`
  const ids = (filter: Partial<Parameters<typeof filterNotices>[1]>) =>
    filterNotices(all, { words: "", kind: "", day: null, ...filter }, { say, offset: OFFSET }).map(({ id }) => id)
  expect(ids({})).toEqual(["f-0", "p-0"])
  expect(ids({ words: "cx888" })).toEqual(["f-0"])
  expect(ids({ words: "夜" })).toEqual(["p-0"])
  expect(ids({ kind: "place" })).toEqual(["p-0"])
  expect(ids({ day: DAY + 1 })).toEqual(["f-0"])
  expect(ids({ day: DAY - 1 })).toEqual([])
})
