import { addDays, startOfServiceDay, unixSeconds } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import type { Keeper } from "../keeper/keeper.ts"
import { undoCheckIn } from "../visit/change-visits.ts"
import { checkInByCode } from "../visit/check-in.ts"
import { endForgottenVisits, endVisit } from "../visit/end-visits.ts"
import { findVisit } from "../visit/find-visits.ts"
import { compareList } from "./compare-list.test-support.ts"
import { seeAlert, viewOfAlerts } from "./list-alerts.ts"
import { warnOpenVisits } from "./open-alerts.ts"
import { makeFeed, makeVenue, NOW, OFFSET, TODAY } from "./published-lists.test-support.ts"

// A warning does not wait for its reader to leave the place that it speaks of.

const noodles = makeVenue("noodles")
const library = makeVenue("library")
const later = (minutes: number) => unixSeconds(NOW + minutes * 60)

async function enter(keeper: Keeper, url = noodles.url, now = NOW) {
  const outcome = await checkInByCode(keeper, url, now)
  if (!outcome.ok) throw new Error(outcome.problem)
  return outcome.visit
}

async function leave(keeper: Keeper, id: string, minutes: number) {
  const found = findVisit(keeper, id)
  if (found) await endVisit(keeper, found.visit, later(minutes), false)
}

test("whoever is still inside is warned as soon as the stay has lasted long enough, without leaving", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  const { id } = await enter(keeper)
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  expect(await warnOpenVisits(keeper, later(5)), "less than the template's minutes").toBe(false)
  expect(viewOfAlerts(keeper)).toEqual([])
  feed.asked.length = 0
  expect(await warnOpenVisits(keeper, later(20))).toBe(true)
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "exposed", day: TODAY, visits: [{ id, leftAt: null }] }])
  expect(viewOfAlerts(keeper)[0]?.exposedAt).toBe(NOW)
  expect(await warnOpenVisits(keeper, later(21)), "said once").toBe(false)
  expect(feed.asked, "nothing is fetched for it").toEqual([])
})

test("a place that was warned about before one came warns whoever comes within the window", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  await enter(keeper)
  expect(await warnOpenVisits(keeper, later(20))).toBe(true)
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "exposed" }])
})

test("the warning stays one when the visit ends, and what was read stays read", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  const { id } = await enter(keeper)
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  await warnOpenVisits(keeper, later(20))
  await seeAlert(keeper, viewOfAlerts(keeper)[0]?.id ?? "")
  expect(viewOfAlerts(keeper)).toMatchObject([{ isSeen: true }])
  await leave(keeper, id, 25)
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "exposed", isSeen: true, visits: [{ id }] }])
  feed.publish([{ venue: noodles, day: TODAY, withdrawn: true }])
  await compareList(keeper, feed)
  expect(viewOfAlerts(keeper), "once shown, taken back in words").toMatchObject([{ state: "withdrawn" }])
})

test("a warning taken back while the visit goes on is a correction, then and after leaving", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  const { id } = await enter(keeper)
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  await warnOpenVisits(keeper, later(20))
  feed.publish([{ venue: noodles, day: TODAY, withdrawn: true }])
  await compareList(keeper, feed)
  await warnOpenVisits(keeper, later(21))
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "withdrawn" }])
  await leave(keeper, id, 25)
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "withdrawn" }])
})

test("a list on hold warns of nothing, and holds what it had said", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  await enter(keeper)
  const seq = feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  keeper.hold = [seq]
  expect(await warnOpenVisits(keeper, later(20))).toBe(false)
  keeper.hold = []
  await warnOpenVisits(keeper, later(20))
  keeper.hold = [seq]
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "held" }])
})

test("an undone check-in takes its warning with it; the next place gets none of it", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  const { id } = await enter(keeper)
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  await warnOpenVisits(keeper, later(20))
  await undoCheckIn(keeper, id, later(20))
  expect(viewOfAlerts(keeper)).toEqual([])
  await enter(keeper, library.url, later(21))
  expect(await warnOpenVisits(keeper, later(50))).toBe(false)
  await endForgottenVisits(keeper, later(600))
  expect(viewOfAlerts(keeper)).toEqual([])
})

test("after a restart the warning stands there again", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  await enter(keeper)
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  await warnOpenVisits(keeper, later(20))
  const shown = viewOfAlerts(keeper)
  keeper.openFound.clear()
  expect(await warnOpenVisits(keeper, later(21)), "and it is not new").toBe(false)
  expect(viewOfAlerts(keeper)).toEqual(shown)
})

test("a stay over the end of the day is warned about for the day that the list names, once it has come", async () => {
  const end = startOfServiceDay(addDays(TODAY, 1), OFFSET)
  const evening = unixSeconds(end - 3600)
  const keeper = await makeKeeper(evening)
  const feed = makeFeed()
  const visit = await enter(keeper, noodles.url, evening)
  const found = findVisit(keeper, visit.id)
  expect(found?.visit.ref?.tomorrowSlot, "a place in each day's block").not.toBeNull()
  const stays = found && { ...found.visit, leavesAt: end + 7200 }
  if (stays) keeper.pages.set(TODAY, { v: 2, visits: [stays], found: [] })
  feed.publish([{ venue: noodles, day: addDays(TODAY, 1) }], end)
  await compareList(keeper, feed)
  expect(await warnOpenVisits(keeper, unixSeconds(end - 60))).toBe(false)
  expect(await warnOpenVisits(keeper, unixSeconds(end + 1800))).toBe(true)
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "exposed", day: addDays(TODAY, 1), visits: [{ id: visit.id }] }])
})
