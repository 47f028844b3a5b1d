import { addDays, startOfServiceDay, unixSeconds } from "@homesafe/protocol"
import { checkOut, findUnclaimed } from "@homesafe/protocol/visitor"
import { describe, expect, test } from "vitest"
import { makeVenue, NOW, OFFSET, TODAY } from "../feed/published-lists.test-support.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import type { Keeper } from "../keeper/keeper.ts"
import { viewOfDiary } from "../keeper/view-visits.ts"
import { removeVisit } from "./change-visits.ts"
import { checkInByCode } from "./check-in.ts"
import { endForgottenVisits, endVisit } from "./end-visits.ts"
import { openEntries } from "./find-visits.ts"

/** The store has sealed the visit, and then the app was gone. */
async function sealUntold(keeper: Keeper, url: string, until: number): Promise<string> {
  const entered = await checkInByCode(keeper, url, NOW)
  const open = openEntries(keeper).find(({ id }) => entered.ok && id === entered.visit.id)
  if (!open?.ref) throw new Error("not checked in")
  await checkOut(keeper.store, open.ref, unixSeconds(until))
  return open.id
}

describe("an app that was closed between the store's writing and the diary's", () => {
  test("loses no visit: its sealed copy is found, and it is over when it was left", async () => {
    const keeper = await makeKeeper(NOW)
    const id = await sealUntold(keeper, makeVenue("noodles").url, NOW + 1800)
    await endForgottenVisits(keeper, unixSeconds(NOW + 36_000))
    const [seen] = viewOfDiary(keeper)
    expect(seen).toMatchObject({ id, isShareable: true })
    // A row counts in fives of minutes.
    expect(Math.abs((seen?.leftAt ?? 0) - (NOW + 1800))).toBeLessThan(360)
    expect(openEntries(keeper)).toEqual([])
  })

  test("still erases the sealed copy with the visit, and leaves that of another alone", async () => {
    const keeper = await makeKeeper(NOW)
    const other = await checkInByCode(keeper, makeVenue("market").url, unixSeconds(NOW - 3600))
    const [open] = openEntries(keeper)
    if (!other.ok || !open) throw new Error("not checked in")
    const left = await endVisit(keeper, open, unixSeconds(NOW - 1800), false)
    if (!left?.kept) throw new Error("not sealed")
    const { arrival, rows, capsule } = left.kept
    const id = await sealUntold(keeper, makeVenue("noodles").url, NOW + 1800)
    await endForgottenVisits(keeper, unixSeconds(NOW + 36_000))
    const all = () => findUnclaimed(keeper.store, { day: keeper.today, arrival }, [])
    expect(all(), "two sealed copies lie in the store").toBeUndefined()
    await removeVisit(keeper, id)
    expect(all(), "and now one, the other's").toMatchObject({ rows, capsule })
    expect(viewOfDiary(keeper)).toMatchObject([{ id: other.visit.id, isShareable: true }])
  })

  test.each([
    ["between the halves", true],
    ["after both halves", false],
  ])("%s of a visit across the end of the day: both are there, and both can be shared", async (_, isBetween) => {
    const dayEnd = startOfServiceDay(addDays(TODAY, 1), OFFSET)
    const late = unixSeconds(dayEnd - 1200)
    const keeper = await makeKeeper(late)
    const entered = await checkInByCode(keeper, makeVenue("noodles").url, late)
    const [open] = openEntries(keeper)
    if (!entered.ok || !open?.ref || open.ref.tomorrowSlot === null)
      throw new Error("not checked in across the day's end")
    const sealed = isBetween ? { ...open.ref, tomorrowSlot: null } : open.ref
    await checkOut(keeper.store, sealed, unixSeconds(dayEnd + 600))
    await endVisit(keeper, open, unixSeconds(dayEnd + 600), false)
    expect(viewOfDiary(keeper)).toMatchObject([
      { isShareable: true, arrivedAt: dayEnd, leftAt: dayEnd + 600 },
      { isShareable: true, arrivedAt: late },
    ])
  })

  test("two at once: whose copy is whose is not guessed, and both notes stay", async () => {
    const keeper = await makeKeeper(NOW)
    const first = await sealUntold(keeper, makeVenue("noodles").url, NOW + 1800)
    const second = await sealUntold(keeper, makeVenue("market").url, NOW + 1800)
    await endForgottenVisits(keeper, unixSeconds(NOW + 36_000))
    const seen = viewOfDiary(keeper)
    expect(seen.map(({ id }) => id).sort()).toEqual([first, second].sort())
    expect(seen.every(({ isShareable, leftAt }) => !isShareable && leftAt !== null)).toBe(true)
  })
})
