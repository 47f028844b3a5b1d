import { addDays, concatBytes, hexOf } from "@homesafe/protocol"
import { TODAY, TRUST, venueOf } from "@homesafe/protocol/deployment.test-support"
import { makeDeviceKeys, readScreenOffer } from "@homesafe/protocol/venue"
import { expect, test } from "vitest"
import { answerFor, freshTablet, grantTo, MARKET } from "../gate.test-support.ts"
import { findSingle } from "../keys/gate-database.ts"
import { findDays, offerOf, random, readOrMakeScreen } from "../keys/screen-keys.ts"
import { takeAnswer } from "./take-answer.ts"

const context = { trust: TRUST, today: TODAY }

test("a screen's secret key cannot be exported, and its offer holds its two public keys and where it waits", async () => {
  const { screen } = await freshTablet()
  expect(screen.kioskSecret.extractable).toBe(false)
  const read = readScreenOffer(offerOf(screen))
  if (!read.ok) throw new Error(read.problem)
  const { kioskKey, deviceKey, relayId } = read.value
  expect([kioskKey, deviceKey, relayId].map(hexOf)).toEqual(
    [screen.kioskKey, screen.deviceKey, screen.relayId].map(hexOf),
  )
})

test("the portal's answer is taken whole, once: seven days, the grant, and another relay id for the next time", async () => {
  const { database, screen } = await freshTablet()
  expect(await takeAnswer(database, screen, await answerFor(screen), context)).toEqual({ ok: true, days: 7 })
  expect(await findDays(database)).toEqual({ first: TODAY, last: TODAY + 6 })
  const kept = await readOrMakeScreen(database)
  expect([kept.grant !== null, kept.kioskKey]).toEqual([true, screen.kioskKey])
  expect(kept.relayId).not.toEqual(screen.relayId)
})

test("hostile 3: what is not the issuer's grant for this screen, or not the venue's keys, is refused and leaves nothing behind", async () => {
  const { database, screen } = await freshTablet()
  const { screen: other } = await freshTablet()
  const good = await answerFor(screen)
  const stranger = await makeDeviceKeys(random)
  const library = venueOf("library", { category: 6 })
  const cases: [string, Uint8Array, string][] = [
    ["nothing", new Uint8Array(), "malformed"],
    ["a cut answer", good.subarray(0, 100), "malformed"],
    ["a changed box", concatBytes(good.subarray(0, good.length - 1), new Uint8Array([0])), "not-for-this-screen"],
    ["another screen's grant", await answerFor(screen, { grant: grantTo(other) }), "not-for-this-screen"],
    ["a grant of a stranger", await answerFor(screen, { grant: grantTo(screen, MARKET, "a stranger") }), "not-genuine"],
    ["another venue's keys", await answerFor(screen, { keysOf: library }), "not-genuine"],
    ["another venue's grant", await answerFor(screen, { grant: grantTo(screen, library) }), "not-genuine"],
    ["a box for another device", await answerFor(screen, { deviceKey: stranger.pub }), "not-for-this-screen"],
    ["days that are over", await answerFor(screen, { first: addDays(TODAY, -7) }), "too-old"],
  ]
  for (const [name, answer, problem] of cases)
    expect(await takeAnswer(database, screen, answer, context), name).toEqual({ ok: false, problem })
  expect([await findDays(database), (await findSingle(database, "screen"))?.grant]).toEqual([undefined, null])
})

test("of an answer that comes late only the days that are left are kept", async () => {
  const { database, screen } = await freshTablet()
  const late = await answerFor(screen, { first: addDays(TODAY, -2) })
  expect(await takeAnswer(database, screen, late, context)).toEqual({ ok: true, days: 5 })
  expect(await findDays(database)).toEqual({ first: TODAY, last: TODAY + 4 })
})
