import { serviceDay } from "@homesafe/protocol"
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  areWindowsAllowed,
  categories,
  entranceNames,
  exposureWindow,
  infectiousPeriod,
  keptUntil,
  lastDayKept,
  lastPublicationTime,
  mergeWindows,
  nameSkeleton,
  nextPublicationTime,
  pathogenOf,
  pathogens,
  splitEntranceName,
  templates,
  UNITS_PER_DAY,
} from "./index.ts"

test("a measles case who stayed from 10:00 to 10:50 exposes others until 12:50", () => {
  expect(exposureWindow(600, 650, 120)).toEqual([120, 154])
})

test("a window never passes the end of the day and is never empty", () => {
  fc.assert(
    fc.property(fc.nat(1439), fc.nat(1440), fc.nat(300), (a, stay, linger) => {
      const [start, end] = exposureWindow(a, Math.min(1440, a + stay), linger)
      expect(start).toBeLessThan(end)
      expect(end).toBeLessThanOrEqual(UNITS_PER_DAY)
    }),
  )
})

test("merged windows are in order and apart, and cover what was covered", () => {
  const window = fc.tuple(fc.nat(280), fc.integer({ min: 1, max: 8 })).map(([s, l]): [number, number] => [s, s + l])
  fc.assert(
    fc.property(fc.array(window, { minLength: 1, maxLength: 12 }), (windows) => {
      const merged = mergeWindows(windows)
      expect(areWindowsAllowed(merged)).toBe(true)
      const covers = (list: readonly (readonly [number, number])[], u: number) => list.some(([s, e]) => s <= u && u < e)
      for (let u = 0; u < UNITS_PER_DAY; u++) expect(covers(merged, u)).toBe(covers(windows, u))
    }),
  )
})

test("the infectious period counts from the onset, or from the test where there was none", () => {
  const measles = pathogenOf(1)
  if (!measles) throw new Error("no measles")
  expect(infectiousPeriod(measles, serviceDay(100), serviceDay(103))).toEqual({ from: 96, until: 104 })
  expect(infectiousPeriod(measles, null, serviceDay(103))).toEqual({ from: 99, until: 107 })
})

test("what is opened today is kept until the day before its seventh anniversary", () => {
  expect(keptUntil(Date.UTC(2026, 10, 24) / 1000)).toBe("2033-11-23")
  const day = (date: string) => serviceDay(Date.parse(date) / 86_400_000)
  expect(lastDayKept(day("2022-03-02"))).toBe(day("2029-03-01"))
  expect(lastDayKept(day("2024-02-29"))).toBe(day("2031-02-28"))
  expect(lastDayKept(day("2024-03-01"))).toBe(day("2031-02-28"))
})

test("names that look alike fold to one skeleton, others do not", () => {
  expect(nameSkeleton("Hoi Fung Market")).toBe(nameSkeleton("НОI FUNG-MARKET"))
  expect(nameSkeleton("Ｗing Kee")).toBe(nameSkeleton("Wıng  Kee"))
  expect(nameSkeleton("鵝頸街市")).not.toBe(nameSkeleton("燈籠洲街市"))
})

test("an entrance's name can be taken off a code's name again", () => {
  const names = entranceNames({ en: "Market", hant: "街市" }, { en: "Gate C", hant: "C閘" })
  expect(splitEntranceName(names.en)).toEqual({ venue: "Market", entrance: "Gate C" })
  expect(splitEntranceName(entranceNames({ en: "A · B", hant: "甲" }, null).hant)).toEqual({
    venue: "甲",
    entrance: null,
  })
})

test("publication times are fixed, whatever happened, and start anew with each service day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1.6e9, max: 2e9 }), fc.constantFrom(60, 3600, 21600, 50000), (now, every) => {
      const last = lastPublicationTime(now, 14400, every)
      const next = nextPublicationTime(now, 14400, every)
      expect(last).toBeLessThanOrEqual(now)
      expect(next).toBeGreaterThan(now)
      expect(lastPublicationTime(next, 14400, every)).toBe(next)
    }),
  )
})

test("numbers in the catalogue are unique, and every pathogen has its advice", () => {
  expect(new Set(categories.map((c) => c.n)).size).toBe(categories.length)
  expect(new Set(templates.map((t) => t.n)).size).toBe(templates.length)
  for (const p of pathogens) expect(templates.some((t) => t.n === p.template)).toBe(true)
  for (const t of templates) expect(t.en.split("\n").length).toBe(t.hant.split("\n").length)
})
