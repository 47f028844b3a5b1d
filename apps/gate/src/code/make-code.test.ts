import { categoryOf } from "@homesafe/domain"
import { addDays, startOfServiceDay, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { HOST, NOW, TODAY, TRUST } from "@homesafe/protocol/deployment.test-support"
import { readScannedCode } from "@homesafe/protocol/visitor"
import { expect, test } from "vitest"
import { answerFor, CATALOGUE, freshTablet, MARKET } from "../gate.test-support.ts"
import { eraseDaysBefore } from "../keys/erase-days.ts"
import { readOrMakeScreen } from "../keys/screen-keys.ts"
import { keepSeen } from "../keys/settings.ts"
import { takeAnswer } from "../pairing/take-answer.ts"
import { makeCode } from "./make-code.ts"
import { wantedHours } from "./wanted-hours.ts"

const facts = { trust: TRUST, catalogue: CATALOGUE, revoked: new Map() }
const later = (seconds: number) => unixSeconds(NOW + seconds)

async function pairedScreen() {
  const { database, screen } = await freshTablet()
  await takeAnswer(database, screen, await answerFor(screen), { trust: TRUST, today: TODAY })
  const paired = await readOrMakeScreen(database)
  return { database, make: (now: UnixSeconds) => makeCode(database, paired, facts, now, HOST) }
}

function scan(code: Awaited<ReturnType<typeof makeCode>>, now: UnixSeconds) {
  if (code.state !== "code") throw new Error(code.state)
  return readScannedCode(code.text.bytes + code.text.digits, { trust: TRUST, revoked: new Map(), now })
}

test("a phone accepts the screen's code, and it is another one each half minute", async () => {
  const { make } = await pairedScreen()
  const seen = new Set<string>()
  for (let seconds = 0; seconds < 300; seconds += 30) {
    const code = await make(later(seconds))
    const read = scan(code, later(seconds + 29))
    expect(read).toMatchObject({ ok: true, value: { vid: MARKET.vid, kind: "rotating", today: { hours: 4 } } })
    if (code.state === "code") seen.add(code.text.digits)
  }
  expect(seen.size).toBe(10)
})

test("hostile 37: within its half minute the code stays, and a phone refuses it once it is three minutes old", async () => {
  const { make } = await pairedScreen()
  expect(await make(later(0))).toMatchObject({ from: NOW })
  expect(await make(later(29))).toMatchObject({ from: NOW })
  const code = await make(NOW)
  expect(scan(code, later(180)).ok).toBe(true)
  expect(scan(code, later(181))).toMatchObject({ ok: false, problem: "too-old-screen" })
})

test("hostile 39: it goes on for its seven days without anything from outside, and not one second more", async () => {
  const { database, make } = await pairedScreen()
  for (let day = 0; day < 7; day++) {
    const start = startOfServiceDay(addDays(TODAY, day), TRUST.offset)
    await eraseDaysBefore(database, addDays(TODAY, day))
    for (const moment of [Math.max(start, NOW), start + 86_399]) {
      const now = unixSeconds(moment)
      expect(scan(await make(now), now).ok, `day ${day}`).toBe(true)
    }
  }
  const over = startOfServiceDay(addDays(TODAY, 7), TRUST.offset)
  expect(await make(over)).toEqual({ state: "no-keys" })
  await eraseDaysBefore(database, addDays(TODAY, 7))
  expect(await make(over)).toEqual({ state: "no-keys" })
})

test("hostile 38: a revoked venue shows no code from that day on, though the keys are there", async () => {
  const { database } = await pairedScreen()
  const screen = await readOrMakeScreen(database)
  const revoked = new Map([[MARKET.vid, addDays(TODAY, 1)]])
  const make = (now: UnixSeconds) => makeCode(database, screen, { ...facts, revoked }, now, HOST)
  expect((await make(NOW)).state).toBe("code")
  expect(await make(startOfServiceDay(addDays(TODAY, 1), TRUST.offset))).toEqual({ state: "revoked" })
})

test("a clock that has gone back, or stands before the first key, is said to be wrong; no code is shown by it", async () => {
  const { database, make } = await pairedScreen()
  expect(await make(startOfServiceDay(addDays(TODAY, -1), TRUST.offset))).toEqual({ state: "wrong-clock" })
  await keepSeen(database, NOW)
  expect((await make(later(-100))).state).toBe("code")
  expect(await make(later(-900))).toEqual({ state: "wrong-clock" })
})

test("a screen without a grant shows nothing, and none does after its venue's approval has ended", async () => {
  const { database, screen } = await freshTablet()
  expect(await makeCode(database, screen, facts, NOW, HOST)).toEqual({ state: "not-paired" })
  const { make } = await pairedScreen()
  const end = startOfServiceDay(addDays(MARKET.header.notAfter, 1), TRUST.offset)
  expect(await make(end)).toEqual({ state: "ended" })
})

test("a scan grants the usual stay and the longest time that a disease lingers: 4 hours at a shop, 12 where people stay for the night", () => {
  const hours = (n: number) => wantedHours(CATALOGUE, categoryOf(n)?.n ?? 0)
  expect([hours(1), hours(5), hours(12), hours(10), hours(21)]).toEqual([4, 4, 5, 6, 12])
  expect(wantedHours(CATALOGUE, 99), "of an unknown kind as many as can be").toBe(12)
})
