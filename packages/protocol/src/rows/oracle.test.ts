import { expect, test } from "vitest"
import { compareWithOracle } from "./compare-with-oracle.test-support.ts"
import { oracleAlerts } from "./oracle.test-support.ts"

test("hostile 17: the phone and a matcher written from the spec alone raise the same warnings", async () => {
  const { pairs, warnings, disagreements } = await compareWithOracle(3000)
  expect(disagreements).toEqual([])
  expect(pairs).toBeGreaterThanOrEqual(3000)
  expect(warnings).toBeGreaterThan(1000)
}, 60_000)

test("the oracle itself: fifteen minutes are enough, fourteen are not, and a withdrawal ends it", () => {
  const world = { isHourVenue: () => false, minMinutes: () => 15 }
  const stay = { venue: 1, day: 9, arrival: 600, departure: 660 }
  const decision = { id: "a", venue: 1, day: 9, windows: [[645, 700]], severity: 2, supersedes: null } as const
  const warned = (departure: number, ...decisions: Parameters<typeof oracleAlerts>[2]) =>
    oracleAlerts(world, [{ ...stay, departure }], decisions, "diary")
  expect(warned(660, decision)).toEqual([{ day: 9, severity: 2, minutes: 15 }])
  expect(warned(659, decision)).toEqual([])
  expect(warned(660, decision, { ...decision, id: "b", windows: [], supersedes: "a" })).toEqual([])
})
