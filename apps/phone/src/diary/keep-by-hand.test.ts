import { addDays, startOfServiceDay, unixSeconds } from "@homesafe/protocol"
import { matchRows, uploadEntries } from "@homesafe/protocol/visitor"
import { expect, test } from "vitest"
import { makeVenue, NOW, OFFSET, TODAY } from "../feed/published-lists.test-support.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { viewOfDiary } from "../keeper/view-visits.ts"
import { removeVisit, setLeaving } from "../visit/change-visits.ts"
import { checkInByCode } from "../visit/check-in.ts"
import { endForgottenVisits } from "../visit/end-visits.ts"
import { keepPlace, type PlaceByHand, setNote } from "./keep-by-hand.ts"

const later = (minutes: number) => unixSeconds(NOW + minutes * 60)
const dinner = { name: "Auntie May’s", arrivedAt: later(-120), leftAt: later(-60) }

async function keep(keeper: Awaited<ReturnType<typeof makeKeeper>>, place: PlaceByHand = dinner) {
  const kept = await keepPlace(keeper, null, place, NOW)
  if (!kept.ok) throw new Error(kept.problem)
  return kept.value
}

test("a place without a code stands in the diary alone: no row, no capsule, nothing to share", async () => {
  const keeper = await makeKeeper(NOW)
  const before = JSON.stringify(matchRows(keeper.store, TODAY))
  await keep(keeper)
  expect(viewOfDiary(keeper)).toMatchObject([{ source: "by-hand", isShareable: false, hadNoRoom: false, day: TODAY }])
  expect(JSON.stringify(matchRows(keeper.store, TODAY))).toBe(before)
  expect(uploadEntries(keeper.store, TODAY, new Map())).toEqual([])
})

test("it can be of any day that is kept, and moves when its day is changed", async () => {
  const keeper = await makeKeeper(NOW)
  const oldest = startOfServiceDay(addDays(TODAY, -30), OFFSET)
  const old = await keep(keeper, { ...dinner, arrivedAt: oldest, leftAt: oldest + 600 })
  expect(viewOfDiary(keeper)).toMatchObject([{ day: TODAY - 30 }])
  expect(await keepPlace(keeper, old.id, dinner, NOW)).toMatchObject({ ok: true, value: { id: old.id } })
  expect(viewOfDiary(keeper)).toMatchObject([{ id: old.id, day: TODAY }])
  const tooOld = { ...dinner, arrivedAt: oldest - 1, leftAt: oldest }
  expect(await keepPlace(keeper, null, tooOld, NOW)).toEqual({ ok: false, problem: "day-not-kept" })
})

test("what cannot be is not kept, and is said", async () => {
  const keeper = await makeKeeper(NOW)
  const problem = async (place: Partial<PlaceByHand>) => {
    const kept = await keepPlace(keeper, null, { ...dinner, ...place }, NOW)
    return kept.ok ? "kept" : kept.problem
  }
  expect(await problem({ name: " \u200B " })).toBe("name-missing")
  expect(await problem({ arrivedAt: later(1), leftAt: null })).toBe("to-come")
  expect(await problem({ leftAt: later(1) })).toBe("to-come")
  expect(await problem({ leftAt: later(-121) })).toBe("left-before-arriving")
  expect(await problem({ arrivedAt: later(-2880), leftAt: null })).toBe("leaving-missing")
  expect(viewOfDiary(keeper)).toEqual([])
  for (let n = 0; n < 12; n++) expect(await problem({})).toBe("kept")
  expect(await problem({})).toBe("day-full")
})

test("without a leaving it is an open visit: it ends by itself, by hand, or at the next scan", async () => {
  const keeper = await makeKeeper(NOW)
  const open = { ...dinner, leftAt: null }
  const first = await keepPlace(keeper, null, open, NOW)
  if (!first.ok) throw new Error(first.problem)
  expect(await setLeaving(keeper, first.value.id, later(10), later(20))).toMatchObject({ leftAt: later(10) })
  await keepPlace(keeper, null, open, NOW)
  const scan = await checkInByCode(keeper, makeVenue("noodles").url, later(30))
  expect(scan.ok && scan.ended).toMatchObject([{ source: "by-hand", leftAt: later(30) }])
  await keepPlace(keeper, null, open, later(31))
  expect(await endForgottenVisits(keeper, later(600))).toBeGreaterThan(0)
  expect(viewOfDiary(keeper).every(({ leftAt }) => leftAt !== null)).toBe(true)
})

test("a note stays with its visit, and goes with it", async () => {
  const keeper = await makeKeeper(NOW)
  const { id } = await keep(keeper)
  await setNote(keeper, id, "  birthday\u202E dinner ")
  expect(viewOfDiary(keeper)).toMatchObject([{ note: "birthday dinner" }])
  await removeVisit(keeper, id)
  expect(viewOfDiary(keeper)).toEqual([])
})
