import { doorAnswer, doorMinuteOf, doorMinutesNow, NO_CHALLENGE, staticDoorKey, unixSeconds } from "@homesafe/protocol"
import { readScannedCode } from "@homesafe/protocol/visitor"
import { expect, test } from "vitest"
import { makeScreenCode, makeVenue, NOW, trust } from "../feed/published-lists.test-support.ts"
import { desk } from "../keeper/desk.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { checkInByCode } from "../visit/check-in.ts"
import { answersOfDoor } from "./answer-door.ts"

const market = makeVenue("market")
const library = makeVenue("library")
const later = (seconds: number) => unixSeconds(NOW + seconds)

async function enter(url: string, isWished = false) {
  const keeper = await makeKeeper(NOW)
  const outcome = await checkInByCode(keeper, url, NOW, isWished)
  if (!outcome.ok) throw new Error(outcome.problem)
  const { id } = outcome.visit
  return (seconds: number) => answersOfDoor.doorProof({ id }, keeper, later(seconds), desk)
}

/** What the staff's device works out for a poster that it has scanned itself. */
function staffKey(url: string) {
  const code = readScannedCode(url, { trust, revoked: new Map(), now: NOW })
  if (!code.ok || code.value.today.kind !== "printed") throw new Error("not a poster")
  return staticDoorKey(code.value.today.dayKey, code.value.codeHash)
}

test("a phone that has scanned the poster shows what the staff's device works out, for this minute and every digit", async () => {
  const ask = await enter(market.url)
  for (const seconds of [0, 59, 60, 3600]) {
    const minute = doorMinuteOf(later(seconds))
    expect(await ask(seconds)).toEqual({
      state: "shown",
      minute,
      until: minute + 60,
      unasked: doorAnswer(staffKey(market.url), minute, NO_CHALLENGE),
      digits: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => doorAnswer(staffKey(market.url), minute, digit)),
    })
  }
})

test("a picture of three minutes ago, and one of another door, are not among the two that are right now", async () => {
  const ask = await enter(market.url)
  const old = await ask(0)
  if (old.state !== "shown") throw new Error(old.state)
  const rightAt = (url: string, seconds: number) =>
    doorMinutesNow(later(seconds)).map((minute) => doorAnswer(staffKey(url), minute, NO_CHALLENGE))
  expect(rightAt(market.url, 59)).toContainEqual(old.unasked)
  expect(rightAt(market.url, 180)).not.toContainEqual(old.unasked)
  expect(rightAt(library.url, 0)).not.toContainEqual(old.unasked)
})

test("a screen's code answers for its own minute, for three minutes; then it must be scanned again", async () => {
  const ask = await enter(makeScreenCode(market, NOW, 4))
  const first = await ask(0)
  expect(first).toMatchObject({ state: "shown", minute: doorMinuteOf(NOW) })
  expect(await ask(180)).toEqual(first)
  expect(await ask(181)).toEqual({ state: "scan-again" })
})

test("nothing is shown the day after, and nothing where nobody may be asked, even when the visit is kept by wish", async () => {
  const ask = await enter(market.url)
  expect(await ask(86_400)).toEqual({ state: "none" })
  const ward = makeVenue("ward", undefined, { category: 13 })
  const askWard = await enter(ward.url, true)
  expect(await askWard(0)).toEqual({ state: "none" })
})
