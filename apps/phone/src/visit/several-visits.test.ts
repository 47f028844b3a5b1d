import { addDays, unixSeconds } from "@homesafe/protocol"
import { matchRows, openVisits } from "@homesafe/protocol/visitor"
import { expect, test } from "vitest"
import { setNote } from "../diary/keep-by-hand.ts"
import { makeScreenCode, makeVenue, NOW, OFFSET, TODAY, trust } from "../feed/published-lists.test-support.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { viewOfDiary } from "../keeper/view-visits.ts"
import { reopenVisit, setArrival, setLeaving, stayLonger, undoCheckIn } from "./change-visits.ts"
import { checkInByCode, checkInByPlate } from "./check-in.ts"
import { endForgottenVisits, endVisit, sealLeftVisits } from "./end-visits.ts"
import { openEntries } from "./find-visits.ts"
import { RIDE_STAY, TAKE_BACK_SECONDS } from "./visit-times.ts"

type Keeper = Awaited<ReturnType<typeof makeKeeper>>
const mall = makeVenue("mall", undefined, { category: 27 })
const noodles = makeVenue("noodles")
const cinema = makeVenue("cinema", undefined, { category: 10 })
const ward = makeVenue("emergency", undefined, { category: 13 })
const later = (minutes: number) => unixSeconds(NOW + minutes * 60)

async function enter(keeper: Keeper, url: string, now = NOW) {
  const outcome = await checkInByCode(keeper, url, now)
  if (!outcome.ok) throw new Error(outcome.problem)
  return outcome
}
const rowsOf = (keeper: Keeper) => JSON.stringify(matchRows(keeper.store, TODAY).map(({ rowKey }) => [...rowKey]))
const stored = (keeper: Keeper) => openVisits(keeper.store, TODAY).length

test("a visit of a mall goes on while its visitor checks in at a shop there, and the shop ends at the next shop", async () => {
  const keeper = await makeKeeper(NOW)
  const outer = await enter(keeper, mall.url)
  const first = await enter(keeper, noodles.url, later(10))
  expect(first.ended).toEqual([])
  const second = await enter(keeper, cinema.url, later(70))
  expect(second.ended.map(({ id }) => id)).toEqual([first.visit.id])
  expect(openEntries(keeper).map(({ id }) => id)).toEqual([outer.visit.id, second.visit.id])
})

test("whoever scans another mall has left the first one and everything in it", async () => {
  const keeper = await makeKeeper(NOW)
  await enter(keeper, mall.url)
  await enter(keeper, noodles.url, later(10))
  const next = await enter(keeper, makeVenue("other mall", undefined, { category: 27 }).url, later(20))
  expect(next.ended).toHaveLength(2)
  expect(openEntries(keeper)).toHaveLength(1)
})

test("a visit that the next scan ended can be taken up again for two minutes, without a gap", async () => {
  const keeper = await makeKeeper(NOW)
  const first = await enter(keeper, noodles.url)
  await enter(keeper, cinema.url, later(20))
  const before = rowsOf(keeper)
  expect(await endForgottenVisits(keeper, unixSeconds(later(20) + TAKE_BACK_SECONDS - 1))).toBe(0)
  expect(await reopenVisit(keeper, first.visit.id, later(21))).toMatchObject({ leftAt: null, arrivedAt: NOW })
  expect(openEntries(keeper)).toHaveLength(2)
  expect(rowsOf(keeper)).toBe(before)
})

test("after two minutes it is sealed, its keys are gone, and nobody is told that it could go on", async () => {
  const keeper = await makeKeeper(NOW)
  const first = await enter(keeper, noodles.url)
  await enter(keeper, cinema.url, later(20))
  expect(stored(keeper)).toBe(2)
  const before = rowsOf(keeper)
  expect(await endForgottenVisits(keeper, unixSeconds(later(20) + TAKE_BACK_SECONDS))).toBe(1)
  expect(stored(keeper)).toBe(1)
  expect(rowsOf(keeper)).not.toBe(before)
  expect(await reopenVisit(keeper, first.visit.id, later(23))).toBeNull()
  expect(viewOfDiary(keeper).at(-1)).toMatchObject({ leftAt: later(20), isShareable: true, isGuessed: false })
})

test("undoing a check-in takes up again what it had ended", async () => {
  const keeper = await makeKeeper(NOW)
  const first = await enter(keeper, noodles.url)
  const wrong = await enter(keeper, cinema.url, later(20))
  expect(await undoCheckIn(keeper, wrong.visit.id, later(21))).toMatchObject([{ id: first.visit.id, leftAt: null }])
  expect(viewOfDiary(keeper).map(({ id }) => id)).toEqual([first.visit.id])
  expect(stored(keeper)).toBe(1)
})

test("four visits at once have room; a fifth makes room by sealing what was left, and is refused when nothing was", async () => {
  const keeper = await makeKeeper(NOW)
  const places = [mall, noodles, cinema, makeVenue("third"), makeVenue("fourth"), makeVenue("fifth")]
  let minute = 0
  for (const place of places.slice(0, 5)) await enter(keeper, place.url, unixSeconds(NOW + minute++))
  expect(openEntries(keeper)).toHaveLength(2)
  expect(viewOfDiary(keeper)).toHaveLength(5)
  await sealLeftVisits(keeper, "all")
  const last = viewOfDiary(keeper).filter(({ leftAt }) => leftAt === null)
  expect(last).toHaveLength(2)

  const full = await makeKeeper(NOW)
  const ids = []
  for (const place of [noodles, cinema, makeVenue("third")]) {
    ids.push((await enter(full, place.url, unixSeconds(NOW + minute++))).visit.id)
    for (const id of ids) await reopenVisit(full, id, later(1))
  }
  await enter(full, mall.url, later(1)) // it ends the three, and they are all taken up again
  for (const id of ids) await reopenVisit(full, id, later(1))
  expect([stored(full), openEntries(full).length]).toEqual([4, 4])
  const inside = await checkInByCode(full, makeVenue("inside").url, later(2))
  expect(inside.ok && inside.ended, "the mall holds it; the other three are sealed to make room").toHaveLength(3)
  expect(stored(full)).toBe(2)
})

test("the arrival can be corrected within its day; the place before was then left as early", async () => {
  const keeper = await makeKeeper(NOW)
  const first = await enter(keeper, noodles.url)
  const { visit } = await enter(keeper, cinema.url, later(40))
  expect(await setArrival(keeper, visit.id, later(25), later(41))).toMatchObject({ arrivedAt: later(25) })
  expect(viewOfDiary(keeper).find(({ id }) => id === first.visit.id)).toMatchObject({ leftAt: later(25) })
  expect(await setArrival(keeper, visit.id, later(-6000), later(41)), "never before the day began").toMatchObject({
    arrivedAt: TODAY * 86_400 - OFFSET,
  })
  expect(await setArrival(keeper, visit.id, later(99), later(41)), "never in time to come").toMatchObject({
    arrivedAt: later(41),
  })
})

test("the corrected arrival is what the sealed row holds", async () => {
  const keeper = await makeKeeper(NOW)
  const { visit } = await enter(keeper, noodles.url, later(60))
  await setArrival(keeper, visit.id, later(5), later(61))
  const open = openEntries(keeper)[0]
  if (!open) throw new Error("not open")
  const ended = await endVisit(keeper, open, later(65), false)
  const minute = (at: number) => Math.floor((at - (TODAY * 86_400 - OFFSET)) / 60)
  expect(ended?.kept).toMatchObject({ arrival: minute(later(5)), departure: minute(later(65)) })
})

test("already left, an hour ago: the visit ends at that time and is sealed with it", async () => {
  const keeper = await makeKeeper(NOW)
  const { visit } = await enter(keeper, mall.url)
  expect(await setLeaving(keeper, visit.id, later(40), later(100))).toMatchObject({
    leftAt: later(40),
    isGuessed: false,
  })
  expect(stored(keeper)).toBe(0)
  expect(viewOfDiary(keeper)).toMatchObject([{ isShareable: true }])
  expect(await setLeaving(keeper, visit.id, later(500), later(100)), "no leaving in time to come").toMatchObject({
    leftAt: later(100),
  })
})

test("still here: the visit ends an hour later than it would have", async () => {
  const keeper = await makeKeeper(NOW)
  const { visit } = await enter(keeper, noodles.url)
  expect(await stayLonger(keeper, visit.id, later(50))).toMatchObject({ leavesAt: later(120) })
  expect(await endForgottenVisits(keeper, later(61))).toBe(0)
})

test("where nobody may be asked to scan nothing is written, unless the visitor wishes", async () => {
  const keeper = await makeKeeper(NOW)
  const asked = await checkInByCode(keeper, ward.url, NOW)
  expect(asked).toEqual({
    ok: false,
    problem: "no-code-needed",
    names: { en: "emergency", hant: "emergency" },
    category: 13,
  })
  expect([viewOfDiary(keeper), stored(keeper)]).toEqual([[], 0])
  const wished = await checkInByCode(keeper, ward.url, NOW, true)
  expect(wished).toMatchObject({ ok: true, visit: { category: 13 } })
  expect(await checkInByCode(keeper, ward.url, later(1)), "inside already: nothing is asked").toMatchObject({
    isAgain: true,
  })
})

test("a typed plate gets on a vehicle, which ends every other visit, and is sealed with its plate", async () => {
  const keeper = await makeKeeper(NOW)
  keeper.trust = { ...trust, plate: "[A-HJ-NPR-Z]{2}[1-9][0-9]{0,3}" }
  await enter(keeper, mall.url)
  const ride = await checkInByPlate(keeper, "ab 1234", later(5))
  if (!ride.ok) throw new Error(ride.problem)
  expect(ride).toMatchObject({ visit: { source: "plate", isVehicle: true, names: { en: "AB1234" } } })
  expect(ride.visit.leavesAt).toBe(later(5 + RIDE_STAY))
  expect(ride.ended).toHaveLength(1)
  expect(await checkInByPlate(keeper, "AB-1234", later(6))).toMatchObject({ isAgain: true })
  for (const typed of ["AB1O34", "<script>", "A".repeat(1000)]) {
    expect(await checkInByPlate(keeper, typed, later(7))).toEqual({ ok: false, problem: "not-a-plate" })
  }
  expect(await checkInByPlate(await makeKeeper(NOW), "AB1234", NOW)).toEqual({ ok: false, problem: "plates-not-used" })
})

test("a code that has expired or not begun is refused and ends no visit", async () => {
  const keeper = await makeKeeper(NOW)
  await enter(keeper, noodles.url)
  const old = makeVenue("old", undefined, { notAfter: addDays(TODAY, -1) })
  expect(await checkInByCode(keeper, old.url, later(5))).toEqual({ ok: false, problem: "expired" })
  expect(openEntries(keeper)).toHaveLength(1)
})

test("a screen scanned again grants later hours: the stay goes on without a gap, and keeps its note", async () => {
  const keeper = await makeKeeper(NOW)
  const clinic = makeVenue("clinic", undefined, { hourRows: true })
  const first = await enter(keeper, makeScreenCode(clinic, NOW, 2))
  expect(await setArrival(keeper, first.visit.id, later(-30), NOW), "a screen says itself when it was shown").toBeNull()
  await setNote(keeper, first.visit.id, "bed 12")
  const same = await enter(keeper, makeScreenCode(clinic, later(1), 2), later(1))
  expect(same).toMatchObject({ isAgain: true, visit: { id: first.visit.id } })
  const longer = await enter(keeper, makeScreenCode(clinic, later(70), 2), later(70))
  expect(longer).toMatchObject({ isAgain: true, ended: [], visit: { arrivedAt: later(70), note: "bed 12" } })
  expect(viewOfDiary(keeper).map(({ arrivedAt, leftAt }) => [arrivedAt, leftAt])).toEqual([
    [later(70), null],
    [NOW, later(70)],
  ])
})
