import { unixSeconds } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { checkInByCode } from "../visit/check-in.ts"
import { endForgottenVisits } from "../visit/end-visits.ts"
import { compareList } from "./compare-list.test-support.ts"
import { viewOfAlerts } from "./list-alerts.ts"
import { makeFeed, makeVenue, NOW, OFFSET, TODAY } from "./published-lists.test-support.ts"

const noodles = makeVenue("noodles")
const later = (minutes: number) => unixSeconds(NOW + minutes * 60)
/** The five-minute unit of the service day in which NOW lies. */
const unit = Math.floor(((NOW + OFFSET) % 86_400) / 300)

async function visited() {
  const keeper = await makeKeeper(NOW)
  const outcome = await checkInByCode(keeper, noodles.url, NOW)
  if (!outcome.ok) throw new Error(outcome.problem)
  await endForgottenVisits(keeper, later(600))
  return keeper
}

test("deadlines count from the first moment at which the visit and a risk time overlap", async () => {
  const keeper = await visited()
  const feed = makeFeed()
  feed.publish([{ venue: noodles, day: TODAY, window: [unit - 12, unit + 12] }])
  await compareList(keeper, feed)
  expect(viewOfAlerts(keeper)[0]?.exposedAt, "the case was there first").toBe(NOW)
  feed.publish([{ venue: noodles, day: TODAY, window: [unit + 4, unit + 12] }])
  await compareList(keeper, feed)
  expect(viewOfAlerts(keeper)[0]?.exposedAt, "the visitor was there first").toBe(
    TODAY * 86_400 - OFFSET + (unit + 4) * 300,
  )
})

test("hostile 16: a list on hold raises nothing new, and a warning that it had raised is told as held, then as before", async () => {
  const [warned, calm] = [await visited(), await visited()]
  const feed = makeFeed()
  const seq = feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(warned, feed)
  expect(viewOfAlerts(warned)).toMatchObject([{ state: "exposed" }])
  warned.hold = [seq]
  calm.hold = [seq]
  await compareList(calm, feed)
  expect(viewOfAlerts(warned)).toMatchObject([{ state: "held" }])
  expect(viewOfAlerts(calm)).toEqual([])
  warned.hold = []
  expect(viewOfAlerts(warned)).toMatchObject([{ state: "exposed" }])
})

test("hostile 16: what is withdrawn while it is on hold becomes a correction", async () => {
  const keeper = await visited()
  const feed = makeFeed()
  const seq = feed.publish([{ venue: noodles, day: TODAY }])
  await compareList(keeper, feed)
  keeper.hold = [seq]
  feed.publish([{ venue: noodles, day: TODAY, withdrawn: true }])
  await compareList(keeper, feed)
  expect(viewOfAlerts(keeper)).toMatchObject([{ state: "withdrawn" }])
})
