import { serviceDay } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { pathogenOf, pathogens, periodFault, prophylaxisUntil, seedCatalogue } from "../index.ts"

const profileOf = (n: number) => {
  const profile = pathogenOf(n)
  if (!profile) throw new Error("no such profile")
  return profile
}

test("what the signed catalogue says of pathogens is what it said before officers got more", () => {
  expect(seedCatalogue(1).pathogens).toEqual([
    { n: 1, linger: 120, infectious: 8, incubation: 21 },
    { n: 2, linger: 30, infectious: 12, incubation: 14 },
    { n: 3, linger: 30, infectious: 8, incubation: 4 },
    { n: 4, linger: 60, infectious: 3, incubation: 2 },
    { n: 5, linger: 60, infectious: 104, incubation: 84 },
    { n: 6, linger: 60, infectious: 14, incubation: 14 },
    { n: 7, linger: 60, infectious: 28, incubation: 21 },
  ])
})

test("every statement of every profile names its own document", () => {
  for (const { guidance } of pathogens) {
    const named = [guidance.incubation, guidance.settings, ...guidance.prophylaxis, ...guidance.advice]
    for (const { source } of named) expect(source.address).toMatch(/^www\.(cdc\.gov|who\.int|gov\.uk)\//)
    expect(guidance.incubation.shortestDays).toBeLessThan(guidance.incubation.longestDays)
    expect(new Set(guidance.advice.map(({ who }) => who)).size).toBe(guidance.advice.length)
  }
})

test("after a measles exposure the vaccine helps for 72 hours and immunoglobulin for six days", () => {
  const deadlines = prophylaxisUntil(profileOf(1).guidance.prophylaxis, 1_000_000)
  expect(deadlines.map(({ remedy, until }) => [remedy.what, (until - 1_000_000) / 3600])).toEqual([
    ["vaccine", 72],
    ["immunoglobulin", 144],
  ])
  expect(prophylaxisUntil(profileOf(5).guidance.prophylaxis, 0), "no hour is named for tuberculosis").toEqual([])
})

test("a period that an officer sets ends after it begins, is at most three times as long, has begun, and lies near the case", () => {
  const measles = profileOf(1) // nine days
  const at = { zero: 1000, today: 1003 }
  const fault = (from: number, until: number) =>
    periodFault(measles, { from: serviceDay(from), until: serviceDay(until) }, at)
  expect(fault(996, 1004)).toBeNull()
  expect(fault(1003, 1003)).toBeNull()
  expect(fault(1003, 1002)).toBe("until")
  expect([fault(977, 1003), fault(976, 1003)]).toEqual([null, "span"])
  expect([fault(1003, 1010), fault(1004, 1010)]).toEqual([null, "from"])
  expect([fault(973, 980), fault(972, 980), fault(1003, 1027), fault(1003, 1028)]).toEqual([null, "far", null, "far"])
})
