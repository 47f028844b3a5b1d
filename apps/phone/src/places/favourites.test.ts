import { addDays, RETENTION_DAYS, unixSeconds } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { makeVenue, NOW, TODAY, trust } from "../feed/published-lists.test-support.ts"
import { readBesideOf } from "../keeper/beside.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { viewOfDiary } from "../keeper/view-visits.ts"
import { checkInByCode, checkInByPlate } from "../visit/check-in.ts"
import { endForgottenVisits } from "../visit/end-visits.ts"
import { checkInAtFavourite, dropFavourite, keepFavourite, viewOfFavourites } from "./favourites.ts"

const noodles = makeVenue("noodles", undefined, { notAfter: addDays(TODAY, 40) })
const text = (url: string) => ({ kind: "text" as const, text: url })
const later = (minutes: number) => unixSeconds(NOW + minutes * 60)

async function starred() {
  const keeper = await makeKeeper(NOW)
  const outcome = await checkInByCode(keeper, noodles.url, NOW)
  if (!outcome.ok) throw new Error(outcome.problem)
  expect(keepFavourite(keeper, outcome.visit.id, text(noodles.url), NOW)).toBeNull()
  const [favourite] = viewOfFavourites(keeper)
  if (!favourite) throw new Error("not kept")
  return { keeper, visit: outcome.visit, favourite }
}

test("a favourite checks in with one tap, and never twice at the same time", async () => {
  const { keeper, visit, favourite } = await starred()
  expect(favourite.visitId).toBe(visit.id)
  expect(await checkInAtFavourite(keeper, favourite.id, later(1))).toMatchObject({ ok: true, isAgain: true })
  await endForgottenVisits(keeper, later(600))
  expect(viewOfFavourites(keeper)).toMatchObject([{ visitId: null }])
  expect(await checkInAtFavourite(keeper, favourite.id, later(601))).toMatchObject({ ok: true, isAgain: false })
  expect(viewOfDiary(keeper)).toHaveLength(2)
})

test("one tap goes through the same checks as a scan; a code that has ended is said and dropped", async () => {
  const { keeper, favourite } = await starred()
  const after = unixSeconds(NOW + 41 * 86_400)
  expect(await checkInAtFavourite(keeper, favourite.id, after)).toEqual({
    ok: false,
    problem: "expired",
    isDropped: true,
  })
  expect(viewOfFavourites(keeper)).toEqual([])
  const other = await starred()
  await endForgottenVisits(other.keeper, later(600))
  other.keeper.revoked = new Map([[noodles.vid, TODAY]])
  expect(await checkInAtFavourite(other.keeper, other.favourite.id, later(601))).toMatchObject({ problem: "revoked" })
  expect(viewOfDiary(other.keeper)).toHaveLength(1)
})

test("a code of another place, a broken one, or nothing open makes no favourite", async () => {
  const { keeper, visit } = await starred()
  expect(keepFavourite(keeper, visit.id, text(makeVenue("other").url), NOW)).toBe("other-place")
  expect(keepFavourite(keeper, visit.id, text(`${noodles.url}1`), NOW)).toBe("not-accepted")
  expect(keepFavourite(keeper, "gone", text(noodles.url), NOW)).toBe("other-place")
  expect(keepFavourite(keeper, visit.id, text(noodles.url), NOW), "twice is once").toBeNull()
  expect(viewOfFavourites(keeper)).toHaveLength(1)
})

test("a forgotten favourite's code is gone, and a kept one outlives the 31 days of the diary", async () => {
  const { keeper, favourite } = await starred()
  keeper.pages.clear() // as after so many days
  expect(RETENTION_DAYS).toBe(31)
  expect(viewOfFavourites(keeper)).toHaveLength(1)
  dropFavourite(keeper, favourite.id)
  expect(JSON.stringify(readBesideOf(keeper))).not.toContain("homesafe.test")
})

test("a vehicle is a favourite by its plate", async () => {
  const keeper = await makeKeeper(NOW)
  keeper.trust = { ...trust, plate: "[A-Z]{2}[0-9]{1,4}" }
  const ride = await checkInByPlate(keeper, "AB1234", NOW)
  if (!ride.ok) throw new Error(ride.problem)
  expect(keepFavourite(keeper, ride.visit.id, { kind: "plate", typed: "AB1234" }, NOW)).toBeNull()
  expect(viewOfFavourites(keeper)).toMatchObject([{ isVehicle: true, visitId: ride.visit.id }])
})
