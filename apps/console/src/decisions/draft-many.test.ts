import type { ListedExposureRecord } from "@homesafe/api"
import { expect, test } from "vitest"
import { draftMany } from "./draft-many.ts"

const START = 1_764_288_000 // 2025-11-28 00:00 UTC
const place = { offset: 0, timeZone: "UTC", startClock: "00:00", now: START + 86_400, oneForBoth: false }
const exposure = (change: Partial<ListedExposureRecord>): ListedExposureRecord => ({
  id: "11111111",
  change: "fresh",
  fields: [],
  names: [{ language: "en", text: "Kowhai Hall" }],
  remarks: [],
  place: "",
  kind: "place",
  seats: "",
  start: START + 3600,
  end: START + 7200,
  timeZone: "UTC",
  advice: "",
  before: null,
  byHand: false,
  decision: null,
  venues: [],
  ...change,
})
const faults = (of: readonly ListedExposureRecord[], more: Partial<typeof place> = {}) =>
  draftMany(of, new Map(), { ...place, ...more }).map(({ fault }) => fault)

test("a name in one language waits for the other, unless its words may stand in both", () => {
  expect(faults([exposure({})])).toEqual(["named.wrongName"])
  const [row] = draftMany([exposure({})], new Map(), { ...place, oneForBoth: true })
  expect(row?.content?.named).toEqual({ en: "Kowhai Hall", hant: "Kowhai Hall" })
  const written = new Map([["11111111", { en: "Kowhai Hall", hant: "科懷堂" }]])
  expect(draftMany([exposure({})], written, place)[0]?.content?.named).toEqual({ en: "Kowhai Hall", hant: "科懷堂" })
})

test("what is warned about already, older than thirty days, to come, or a flight without a number is no candidate", () => {
  const month = 31 * 86_400
  const both = { oneForBoth: true }
  expect(faults([exposure({ decision: { id: "0".repeat(32), state: "proposed" } })], both)).toEqual(["many.warned"])
  expect(faults([exposure({ start: START - month, end: START - month + 600 })], both)).toEqual(["many.tooOld"])
  expect(faults([exposure({ start: START + month, end: START + month + 600 })], both)).toEqual(["many.tooOld"])
  expect(faults([exposure({ kind: "flight" })], both)).toEqual(["named.wrongSubject"])
  expect(faults([exposure({})], both)).toEqual([null])
})
