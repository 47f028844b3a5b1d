import { unixSeconds } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { arrivalAt, leavingAt, momentOn, noonsBack } from "./choose-times.ts"
import {
  assumedLeaving,
  canStayLonger,
  extendedLeaving,
  isReminderDue,
  isSettled,
  mayPassEnd,
  TAKE_BACK_SECONDS,
} from "./visit-times.ts"

const arrived = unixSeconds(1_795_500_000)
const unknown = { stay: undefined, granted: null, closing: null }
const timeOf = (at: number) => new Date(at * 1000).toISOString().slice(11, 16)

test("a visit is taken to last as long as is usual there, ninety minutes where nothing is known", () => {
  expect(assumedLeaving(arrived, { ...unknown, stay: 45 })).toBe(arrived + 45 * 60)
  expect(assumedLeaving(arrived, unknown)).toBe(arrived + 90 * 60)
})

test("nobody is taken to be in a place that has closed; who comes after that is at one with other hours", () => {
  const closing = unixSeconds(arrived + 20 * 60)
  expect(assumedLeaving(arrived, { ...unknown, stay: 120, closing })).toBe(closing)
  expect(assumedLeaving(arrived, { ...unknown, stay: 15, closing })).toBe(arrived + 15 * 60)
  expect(assumedLeaving(arrived, { stay: 120, granted: unixSeconds(arrived + 600), closing })).toBe(arrived + 600)
  for (const late of [arrived, arrived - 60])
    expect(assumedLeaving(arrived, { ...unknown, stay: 120, closing: unixSeconds(late) })).toBe(arrived + 120 * 60)
})

test("a screen's code covers the hours that it granted, no more", () => {
  const granted = unixSeconds(arrived + 4 * 3600)
  expect(assumedLeaving(arrived, { ...unknown, stay: 600, granted })).toBe(granted)
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

test("an arrival means the last such moment before now, yesterday's if need be", () => {
  const at = (clock: string) => arrivalAt(clock, arrived, timeOf)
  expect(at(timeOf(arrived))).toBe(arrived - (arrived % 60))
  expect(at(timeOf(arrived - 3 * 3600))).toBe(arrived - (arrived % 60) - 3 * 3600)
  expect(at(timeOf(arrived + 60))).toBe(arrived - (arrived % 60) + 60 - 86_400)
  expect(at("noon")).toBeUndefined()
})

const stay = { arrivedAt: arrived, leftAt: null, leavesAt: arrived + 90 * 60, latestLeaving: null }

test("the question whether someone is still there comes in the last quarter of an hour, and not at all for short stays", () => {
  expect(isReminderDue(stay, arrived + 75 * 60 - 1)).toBe(false)
  expect(isReminderDue(stay, arrived + 75 * 60)).toBe(true)
  expect(isReminderDue(stay, arrived + 90 * 60)).toBe(false)
  expect(isReminderDue({ ...stay, leftAt: arrived + 60 }, arrived + 80 * 60)).toBe(false)
  expect(isReminderDue({ ...stay, leavesAt: arrived + 15 * 60 }, arrived + 10 * 60)).toBe(false)
})

test("still here adds an hour, but never more than a screen granted", () => {
  const now = arrived + 80 * 60
  expect(extendedLeaving(stay, now)).toBe(stay.leavesAt + 3600)
  const screen = { ...stay, latestLeaving: stay.leavesAt + 600 }
  expect(extendedLeaving(screen, now)).toBe(stay.leavesAt + 600)
  expect([canStayLonger(screen, now), canStayLonger({ ...screen, latestLeaving: stay.leavesAt }, now)]).toEqual([
    true,
    false,
  ])
})

test("a visit that was left for the next place can be taken up again for two minutes, and a clock set back ends that too", () => {
  expect(isSettled(arrived, arrived + TAKE_BACK_SECONDS - 1)).toBe(false)
  expect(isSettled(arrived, arrived + TAKE_BACK_SECONDS)).toBe(true)
  expect(isSettled(arrived, arrived - 3600)).toBe(true)
})

test("a time of a date is that date's, also in the first hours after midnight", () => {
  const zone = { timeZone: "Asia/Hong_Kong" } as const
  const clockOf = (at: number) => new Date(at * 1000).toLocaleTimeString("en-GB", { ...zone, timeStyle: "short" })
  const dateOf = (at: number) => new Date(at * 1000).toLocaleDateString("en-GB", zone)
  const lateNight = Date.UTC(2026, 10, 21, 16, 45, 20) / 1000 // 00:45 on the 22nd
  const noons = noonsBack(lateNight, 3, clockOf)
  expect(noons.map(dateOf)).toEqual(["22/11/2026", "21/11/2026", "20/11/2026"])
  const at = momentOn("00:30", noons[0] ?? 0, clockOf) ?? 0
  expect([dateOf(at), clockOf(at)]).toEqual(["22/11/2026", "00:30"])
  expect(momentOn("24:00", lateNight, clockOf)).toBeUndefined()
})
