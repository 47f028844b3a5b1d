import { addDays, type Catalogue, unixSeconds } from "@homesafe/protocol"
import { matchRows, uploadEntries } from "@homesafe/protocol/visitor"
import { expect, test } from "vitest"
import { compareList } from "../feed/compare-list.test-support.ts"
import { viewOfAlerts } from "../feed/list-alerts.ts"
import { makeFeed, makeVenue, NOW, OFFSET, TODAY, trust } from "../feed/published-lists.test-support.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { tidyKeeper } from "../keeper/start-keeper.ts"
import { viewOfDiary } from "../keeper/view-visits.ts"
import { removeVisit, setLeaving, undoCheckIn } from "./change-visits.ts"
import { checkInByCode } from "./check-in.ts"
import { endForgottenVisits } from "./end-visits.ts"
import { openEntries } from "./find-visits.ts"

const noodles = makeVenue("noodles", { en: "Wing Kee Noodle House · Front door", hant: "榮記麵家 · 正門" })
const library = makeVenue("library")
const later = (minutes: number) => unixSeconds(NOW + minutes * 60)

async function enter(keeper: Awaited<ReturnType<typeof makeKeeper>>, url: string, now = NOW) {
  const outcome = await checkInByCode(keeper, url, now)
  if (!outcome.ok) throw new Error(outcome.problem)
  return outcome
}

test("a visit ends by itself after the category's usual stay, and says that the time was guessed", async () => {
  const keeper = await makeKeeper(NOW)
  const { visit } = await enter(keeper, noodles.url)
  expect(visit.leavesAt).toBe(later(60))
  expect(await endForgottenVisits(keeper, later(59))).toBe(0)
  expect(await endForgottenVisits(keeper, later(600))).toBe(1)
  expect(viewOfDiary(keeper)).toMatchObject([{ leftAt: later(60), isGuessed: true, isShareable: true }])
})

test("a visit that was forgotten ends when the place closes, by the signed catalogue", async () => {
  const keeper = await makeKeeper(NOW)
  const minutes = Math.floor(((NOW + OFFSET) % 86_400) / 60)
  const closes = (categories: Catalogue["categories"]) => categories.map((each) => ({ ...each, closes: minutes + 25 }))
  keeper.catalogue = { ...keeper.catalogue, categories: closes(keeper.catalogue.categories) }
  const { visit } = await enter(keeper, noodles.url)
  expect(visit.leavesAt).toBe(NOW - (NOW % 60) + 25 * 60)
  expect(await endForgottenVisits(keeper, later(30))).toBe(1)
  expect(viewOfDiary(keeper)).toMatchObject([{ leftAt: visit.leavesAt, isGuessed: true }])
})

test("a second scan of the same place makes no second visit; the next place ends the last", async () => {
  const keeper = await makeKeeper(NOW)
  const first = await enter(keeper, noodles.url)
  const again = await enter(keeper, noodles.url, later(5))
  expect(again).toMatchObject({ isAgain: true, visit: { id: first.visit.id, arrivedAt: NOW } })
  const next = await enter(keeper, library.url, later(20))
  expect(next.ended).toMatchObject([{ id: first.visit.id, leftAt: later(20), isGuessed: false }])
  expect(openEntries(keeper)).toHaveLength(1)
})

test("an undone check-in leaves nothing, neither in the diary nor in the store", async () => {
  const keeper = await makeKeeper(NOW)
  const { visit } = await enter(keeper, noodles.url)
  await undoCheckIn(keeper, visit.id, later(1))
  expect(viewOfDiary(keeper)).toEqual([])
  expect(await endForgottenVisits(keeper, later(600))).toBe(0)
})

test("a deleted visit can neither be matched nor shared", async () => {
  const keeper = await makeKeeper(NOW)
  const { visit } = await enter(keeper, noodles.url)
  await endForgottenVisits(keeper, later(600))
  const before = JSON.stringify(matchRows(keeper.store, TODAY).map(({ rowKey }) => [...rowKey]))
  const sealed = uploadEntries(keeper.store, TODAY, "all").length
  await removeVisit(keeper, visit.id)
  expect(viewOfDiary(keeper)).toEqual([])
  expect(JSON.stringify(matchRows(keeper.store, TODAY).map(({ rowKey }) => [...rowKey]))).not.toBe(before)
  expect(uploadEntries(keeper.store, TODAY, "all")).toHaveLength(sealed)
})

test("a list that came while a visit was open warns when it has ended, without a request", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  await enter(keeper, noodles.url)
  feed.publish([{ venue: noodles, day: TODAY }])
  expect(await compareList(keeper, feed)).toBe(true)
  expect(viewOfAlerts(keeper)).toEqual([])
  feed.asked.length = 0
  await endForgottenVisits(keeper, later(600))
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "exposed", day: TODAY, list: { seq: 1 } }])
  expect(feed.asked).toEqual([])
})

test("less than the template's minutes warn of nothing; a later leaving time does", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  const { visit } = await enter(keeper, noodles.url)
  await setLeaving(keeper, visit.id, later(9), later(30))
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  expect(viewOfAlerts(keeper)).toEqual([])
  await setLeaving(keeper, visit.id, later(25), later(30))
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "exposed" }])
})

test("a withdrawn warning becomes a correction; a withdrawal of what was never shown is not mentioned", async () => {
  const [warned, calm] = [await makeKeeper(NOW), await makeKeeper(NOW)]
  const feed = makeFeed()
  for (const keeper of [warned, calm]) {
    await enter(keeper, noodles.url)
    await endForgottenVisits(keeper, later(600))
  }
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(warned, feed)
  feed.publish([{ venue: noodles, day: TODAY, withdrawn: true }])
  await compareList(warned, feed)
  await compareList(calm, feed)
  expect(viewOfAlerts(warned)).toMatchObject([{ state: "withdrawn", firstList: { seq: 1 }, list: { seq: 2 } }])
  expect(viewOfAlerts(calm)).toEqual([])
})

test("changed times that no longer touch the visit are a correction too", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  await enter(keeper, noodles.url)
  await endForgottenVisits(keeper, later(600))
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  feed.publish([{ venue: noodles, day: TODAY, window: [0, 2] }])
  await compareList(keeper, feed)
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "withdrawn" }])
})

test("a warning about another day of the same place does not reach this visit", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  await enter(keeper, noodles.url)
  await endForgottenVisits(keeper, later(600))
  feed.publish([{ venue: noodles, day: addDays(TODAY, -1) }])
  await compareList(keeper, feed)
  expect(viewOfAlerts(keeper)).toEqual([])
})

test("a list in which the phone does not find the row that every phone must find counts as not compared", async () => {
  const keeper = await makeKeeper(NOW)
  const feed = makeFeed()
  feed.publish()
  expect(await compareList(keeper, feed)).toBe(true)
  keeper.trust = { ...trust, dep: "ffffffffffffffff" } // another deployment's canary
  feed.publish()
  expect(await compareList(keeper, feed)).toBe(false)
})

test("an app that was closed for days checks in without a network and without a question; after a longer jump of the clock it asks", async () => {
  const days = (n: number) => unixSeconds(NOW + n * 86_400)
  const closed = await makeKeeper(NOW)
  await tidyKeeper(closed, days(3))
  expect(closed.hiddenDays, "no list has confirmed the date").toBeGreaterThan(0)
  const { visit } = await enter(closed, noodles.url, days(3))
  expect(visit.arrivedAt).toBe(days(3))
  // And it is a visit like any other: it is warned about.
  await endForgottenVisits(closed, unixSeconds(days(3) + 36_000))
  const feed = makeFeed()
  feed.publish([{ venue: noodles, day: addDays(TODAY, 3) }], unixSeconds(days(3) + 40_000))
  await tidyKeeper(closed, unixSeconds(days(3) + 40_000))
  await compareList(closed, feed)
  expect(viewOfAlerts(closed)).toMatchObject([{ state: "exposed", day: addDays(TODAY, 3) }])
  const jumped = await makeKeeper(NOW)
  await enter(jumped, noodles.url)
  await tidyKeeper(jumped, days(12))
  expect(await checkInByCode(jumped, noodles.url, days(12))).toEqual({ ok: false, problem: "clock-behind" })
  expect(viewOfDiary(jumped), "and loses nothing").toHaveLength(1)
})

test("a day from the future is never erased without a question", async () => {
  const keeper = { ...(await makeKeeper(unixSeconds(NOW + 32 * 86_400))), since: NOW }
  await tidyKeeper(keeper, NOW)
  expect(await checkInByCode(keeper, noodles.url, NOW)).toEqual({ ok: false, problem: "clock-behind" })
})
