import { hexOf, unixSeconds, utf8Of } from "@homesafe/protocol"
import { type MovedDiary, matchRows, uploadEntries } from "@homesafe/protocol/visitor"
import { expect, test } from "vitest"
import { compareList } from "../feed/compare-list.test-support.ts"
import { viewOfAlerts } from "../feed/list-alerts.ts"
import { makeFeed, makeVenue, NOW, TODAY } from "../feed/published-lists.test-support.ts"
import { keepBeside, readBesideOf } from "../keeper/beside.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import type { Keeper } from "../keeper/keeper.ts"
import { viewOfDiary } from "../keeper/view-visits.ts"
import { checkInByCode } from "../visit/check-in.ts"
import { endForgottenVisits, endVisit } from "../visit/end-visits.ts"
import { findVisit, openEntries } from "../visit/find-visits.ts"
import { entriesOfMoved } from "./moved-capsule.ts"
import { packDiary } from "./pack-diary.ts"
import { takeDiary } from "./take-diary.ts"

const noodles = makeVenue("noodles", { en: "Wing Kee Noodle House", hant: "榮記麵家" })
const library = makeVenue("library")
const later = (minutes: number) => unixSeconds(NOW + minutes * 60)

async function stay(keeper: Keeper, url: string, from = NOW, minutes = 30): Promise<string> {
  const outcome = await checkInByCode(keeper, url, from)
  const visit = outcome.ok ? findVisit(keeper, outcome.visit.id)?.visit : undefined
  if (!visit) throw new Error("not in")
  await endVisit(keeper, visit, unixSeconds(from + minutes * 60), false)
  return visit.id
}
const rowsOf = (keeper: Keeper) =>
  matchRows(keeper.store, keeper.today).map(
    ({ day, rowKey, arrival, departure }) => `${day} ${hexOf(rowKey)} ${arrival} ${departure}`,
  )

test("a new phone that has nothing yet takes everything: visits, rows, sealed copies, notes, receipts, companions", async () => {
  const old = await makeKeeper(NOW)
  const id = await stay(old, noodles.url)
  keepBeside(old, (before) => ({ ...before, companions: [{ id: "c1", name: "Grandmother" }] }))
  const moved = await packDiary(old, later(60))
  const fresh = await makeKeeper(NOW)
  expect(await takeDiary(fresh, moved)).toEqual({ visits: 1, days: 1, same: 0, unplaced: 0, isBesideTaken: true })
  expect(viewOfDiary(fresh)).toEqual(viewOfDiary(old))
  expect(rowsOf(fresh)).toEqual(rowsOf(old))
  expect(readBesideOf(fresh).companions).toEqual([{ id: "c1", name: "Grandmother" }])
  const capsule = findVisit(fresh, id)?.visit.kept?.capsule ?? -1
  const chosen = new Map([[TODAY, [capsule]]])
  expect(uploadEntries(fresh.store, TODAY, chosen)).toEqual(uploadEntries(old.store, TODAY, chosen))
})

test("a visit that goes on ends when it is packed, and is sealed before it moves", async () => {
  const old = await makeKeeper(NOW)
  await checkInByCode(old, noodles.url, NOW)
  const moved = await packDiary(old, later(12))
  expect(openEntries(old)).toEqual([])
  const fresh = await makeKeeper(NOW)
  await takeDiary(fresh, moved)
  expect(viewOfDiary(fresh)).toMatchObject([{ leftAt: later(12), isShareable: true }])
})

test("a list that came before the move still warns on the new phone, and a withdrawal after it is told as a correction", async () => {
  const old = await makeKeeper(NOW)
  await stay(old, noodles.url)
  const feed = makeFeed()
  feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(old, feed)
  expect(viewOfAlerts(old)).toMatchObject([{ state: "exposed" }])
  const moved = await packDiary(old, later(60))
  const fresh = await makeKeeper(NOW)
  await takeDiary(fresh, moved)
  expect(viewOfAlerts(fresh), "known before any list").toMatchObject([{ state: "exposed" }])
  feed.publish([{ venue: noodles, day: TODAY, withdrawn: true }])
  await compareList(fresh, feed)
  expect(viewOfAlerts(fresh)).toMatchObject([{ state: "withdrawn" }])
})

test("lists that this phone compared before are compared again with what has moved", async () => {
  const feed = makeFeed()
  const old = await makeKeeper(NOW)
  await stay(old, noodles.url)
  const moved = await packDiary(old, later(60))
  feed.publish([{ venue: noodles, day: TODAY }])
  const fresh = await makeKeeper(NOW)
  await compareList(fresh, feed)
  await takeDiary(fresh, moved)
  expect(viewOfAlerts(fresh)).toEqual([])
  await compareList(fresh, feed)
  expect(viewOfAlerts(fresh)).toMatchObject([{ state: "exposed" }])
})

test("hostile 82: one stay noted by the browser and by the app is one visit; the end that its visitor said is kept", async () => {
  const browser = await makeKeeper(NOW)
  await checkInByCode(browser, noodles.url, NOW)
  await endForgottenVisits(browser, later(600))
  const moved = await packDiary(browser, later(600))
  const app = await makeKeeper(NOW)
  const own = await stay(app, noodles.url, later(1), 20)
  expect(await takeDiary(app, moved)).toMatchObject({ visits: 0, same: 1 })
  expect(viewOfDiary(app)).toMatchObject([{ id: own, leftAt: later(21), isGuessed: false }])
})

test("hostile 82: where the app's note was only guessed, the better one takes its place and can still be shared", async () => {
  const browser = await makeKeeper(NOW)
  const said = await stay(browser, noodles.url, NOW, 45)
  const moved = await packDiary(browser, later(60))
  const app = await makeKeeper(NOW)
  await checkInByCode(app, noodles.url, later(1))
  await endForgottenVisits(app, later(600))
  expect(await takeDiary(app, moved)).toMatchObject({ visits: 0, same: 1 })
  expect(viewOfDiary(app)).toMatchObject([{ id: said, leftAt: later(45), isShareable: true }])
  expect(entriesOfMoved(app, [said])).toMatchObject([{ day: TODAY, bind: moved.days.at(-1)?.bind }])
})

test("two visits to one place at different hours stay two; other places come beside them, and both binds can be shared", async () => {
  const old = await makeKeeper(NOW)
  const morning = await stay(old, noodles.url)
  const book = await stay(old, library.url, later(60))
  const moved = await packDiary(old, later(120))
  const fresh = await makeKeeper(NOW)
  const evening = await stay(fresh, noodles.url, later(240))
  expect(await takeDiary(fresh, moved)).toMatchObject({ visits: 2, days: 1, same: 0, unplaced: 0 })
  expect(viewOfDiary(fresh).map(({ id, isShareable }) => [id, isShareable])).toEqual([
    [evening, true],
    [book, true],
    [morning, true],
  ])
  const feed = makeFeed()
  feed.publish([{ venue: library, day: TODAY }])
  await compareList(fresh, feed)
  expect(viewOfAlerts(fresh).flatMap(({ visits }) => visits.map(({ id }) => id))).toEqual([book])
  const entries = entriesOfMoved(fresh, [morning, book, evening])
  expect(entries.map(({ capsules }) => capsules.length)).toEqual([2])
})

test("taking the same diary again changes nothing, on an empty day and on a merged one", async () => {
  const old = await makeKeeper(NOW)
  await stay(old, noodles.url)
  const moved = await packDiary(old, later(60))
  for (const isUsed of [false, true]) {
    const fresh = await makeKeeper(NOW)
    if (isUsed) await stay(fresh, library.url, later(120))
    await takeDiary(fresh, moved)
    const before = [rowsOf(fresh), viewOfDiary(fresh)]
    expect(await takeDiary(fresh, moved)).toMatchObject({ visits: 0 })
    expect([rowsOf(fresh), viewOfDiary(fresh)]).toEqual(before)
  }
})

test("days older than 31 are not taken", async () => {
  const old = await makeKeeper(NOW)
  await stay(old, noodles.url)
  const moved = await packDiary(old, later(60))
  const fresh = await makeKeeper(unixSeconds(NOW + 31 * 86_400))
  expect(await takeDiary(fresh, moved)).toMatchObject({ visits: 0, days: 0 })
  expect(viewOfDiary(fresh)).toEqual([])
})

test("whatever stands in a moved page that this app would not write is left out, and the rows still match", async () => {
  const old = await makeKeeper(NOW)
  await stay(old, noodles.url)
  const moved = await packDiary(old, later(60))
  const pages = [
    "not json",
    '{"v":9,"visits":[]}',
    '{"v":2,"visits":[null,7,{"id":"x"},{"id":"y","names":{"en":"a\\u202eb","hant":"c"}}],"found":[{"row":99}]}',
    '{"v":2,"visits":"many","found":{}}',
  ]
  for (const page of pages) {
    const days = moved.days.map((day) => (day.day === TODAY ? { ...day, diary: utf8Of(page) } : day))
    const fresh = await makeKeeper(NOW)
    await takeDiary(fresh, {
      days,
      beside: utf8Of('{"receipts":[{}],"companions":7,"favourites":[{"id":1}]}'),
    } as MovedDiary)
    expect(viewOfDiary(fresh), page).toEqual([])
    expect(rowsOf(fresh), page).toEqual(rowsOf(old))
    expect(readBesideOf(fresh)).toMatchObject({ receipts: [], companions: [], favourites: [] })
  }
})
