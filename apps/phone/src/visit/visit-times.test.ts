import { unixSeconds } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { leavingAt } from "./choose-leaving.ts"
import { assumedLeaving, mayPassEnd } from "./visit-times.ts"

const arrived = unixSeconds(1_795_500_000)
const timeOf = (at: number) => new Date(at * 1000).toISOString().slice(11, 16)

test("a visit is taken to last as long as is usual there, ninety minutes where nothing is known", () => {
  expect(assumedLeaving(arrived, 45, null)).toBe(arrived + 45 * 60)
  expect(assumedLeaving(arrived, undefined, null)).toBe(arrived + 90 * 60)
})

test("a screen's code covers the hours that it granted, no more", () => {
  expect(assumedLeaving(arrived, 600, unixSeconds(arrived + 4 * 3600))).toBe(arrived + 4 * 3600)
})

test("tomorrow's keys are kept for a visit that begins in the last hours of the day", () => {
  expect(mayPassEnd(arrived, unixSeconds(arrived + 6 * 3600))).toBe(true)
  expect(mayPassEnd(arrived, unixSeconds(arrived + 6 * 3600 + 1))).toBe(false)
})

test("a leaving time means the first such moment after the arrival, past midnight if need be", () => {
  const at = (clock: string) => leavingAt(clock, arrived, timeOf)
  const [hour = "", minute = ""] = timeOf(arrived).split(":")
  const before = `${String((Number(hour) + 23) % 24).padStart(2, "0")}:${minute}`
  expect(at(timeOf(arrived + 3600))).toBe(arrived - (arrived % 60) + 3600)
  expect(at(before)).toBe(arrived - (arrived % 60) + 23 * 3600)
  expect([at("25:00"), at("soon"), at("")]).toEqual([undefined, undefined, undefined])
})
