import { addDays, unixSeconds } from "@homesafe/protocol"
import { afterEach, expect, test, vi } from "vitest"
import type { Keeper } from "../keeper/keeper.ts"
import { tidyKeeper } from "../keeper/start-keeper.ts"
import { checkAndSay, newPhone, sayOf } from "../keeper/started-phone.test-support.ts"
import { checkInByCode } from "../visit/check-in.ts"
import { endForgottenVisits } from "../visit/end-visits.ts"
import { viewOfAlerts } from "./list-alerts.ts"
import { makeFeed, makeVenue, NOW, TODAY } from "./published-lists.test-support.ts"

const DAY = 86_400
const noodles = makeVenue("noodles")
const day = (days: number) => unixSeconds(Math.round(NOW + days * DAY))

afterEach(() => vi.unstubAllGlobals())

/** A phone that was at the noodle shop a month ago and today, and whose clock was right then. */
async function visitedPhone(feed: ReturnType<typeof makeFeed>) {
  const phone = await newPhone((name) => feed.files.get(name))
  for (const at of [day(-30), day(-0.25)]) {
    const keeper = await phone.start(at)
    feed.publish([], at)
    await checkAndSay(keeper, at)
    await tidyKeeper(keeper, at)
    const outcome = await checkInByCode(keeper, noodles.url, at)
    if (!outcome.ok) throw new Error(outcome.problem)
    await endForgottenVisits(keeper, unixSeconds(at + 5 * 3600))
  }
  return phone
}

const warnedDays = (keeper: Keeper) => viewOfAlerts(keeper).map((alert) => alert.day)
const bothDays = [TODAY, addDays(TODAY, -30)]

test("hostile 12: a phone two days behind takes the list, warns, and says that its clock is behind; set right, it lacks nothing", async () => {
  const feed = makeFeed()
  const phone = await visitedPhone(feed)
  feed.publish(bothDays.map((of) => ({ venue: noodles, day: of })))
  const behind = await phone.start(day(-2))
  expect(await checkAndSay(behind, day(-2))).toBe("exposed")
  await tidyKeeper(behind, day(-2))
  expect([behind.isClockBehind, behind.today, behind.hiddenDays]).toEqual([true, TODAY, 0])
  expect(warnedDays(behind)).toEqual(bothDays)
  const right = await phone.start(NOW)
  expect([right.isClockBehind, sayOf(right, NOW), warnedDays(right)]).toEqual([false, "exposed", bothDays])
  expect(await checkAndSay(right, NOW)).toBe("exposed")
})

for (const [ahead, word] of [
  [2.1, "out-of-date"],
  [400, "out-of-date"],
  [1.1, "ageing"],
] as const) {
  test(`hostile 12: a phone ${ahead} days ahead never says no match, hides what only its clock calls old, and set right finds every exposure`, async () => {
    const feed = makeFeed()
    const phone = await visitedPhone(feed)
    feed.publish(bothDays.map((of) => ({ venue: noodles, day: of })))
    feed.publish([], day(0.001))
    const early = await phone.start(day(ahead))
    expect(early.hiddenDays).toBeGreaterThan(0)
    expect(await checkAndSay(early, day(ahead))).toBe(word)
    expect(warnedDays(early)).not.toContain(addDays(TODAY, -30))
    await tidyKeeper(early, day(ahead))

    const right = await phone.start(day(0.01))
    expect(right.hiddenDays).toBe(0)
    expect(await checkAndSay(right, day(0.01))).toBe("exposed")
    expect(warnedDays(right)).toEqual(bothDays)
  })
}

test("hostile 12: a visit that was open while the clock ran ahead is compared with the list of its day", async () => {
  const feed = makeFeed()
  const phone = await newPhone((name) => feed.files.get(name))
  const keeper = await phone.start(NOW)
  expect((await checkInByCode(keeper, noodles.url, NOW)).ok).toBe(true)
  feed.publish([{ venue: noodles, day: TODAY }], day(0.01))
  const early = await phone.start(day(0.02))
  await checkAndSay(early, day(3))
  const right = await phone.start(day(0.3))
  await tidyKeeper(right, day(0.3))
  expect(warnedDays(right)).toEqual([TODAY])
})

test("hostile 12: a list from the future is taken with its quorum, said as a clock that is behind, and the lists of the right time wait", async () => {
  const feed = makeFeed()
  const phone = await visitedPhone(feed)
  feed.publish([{ venue: noodles, day: TODAY }], day(2))
  const keeper = await phone.start(NOW)
  expect(await checkAndSay(keeper, NOW)).toBe("exposed")
  await tidyKeeper(keeper, NOW)
  expect(keeper.isClockBehind).toBe(true)
  feed.publish([], day(0.25))
  expect(await checkAndSay(keeper, day(0.25)), "never no match").toBe("broken")
  feed.publish([], day(2.1))
  const healed = await phone.start(day(2.1))
  expect(await checkAndSay(healed, day(2.1))).toBe("exposed")
  expect([healed.isClockBehind, warnedDays(healed)]).toEqual([false, [TODAY]])
})
