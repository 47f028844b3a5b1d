import { expect, test } from "vitest"
import { freshTablet } from "../gate.test-support.ts"
import { isPin, setPin, tryPin } from "./pin.ts"

const START = 1_700_000_000

test("a PIN is four to eight digits, and is not kept as it is typed", async () => {
  expect(["1234", "12345678"].map(isPin)).toEqual([true, true])
  expect(["123", "123456789", "12a4", "", "１２３４"].map(isPin)).toEqual([false, false, false, false, false])
  const { database } = await freshTablet()
  await setPin(database, "4711")
  expect(JSON.stringify(await database.getAll("single"))).not.toContain("4711")
  expect(await tryPin(database, "4711", START)).toEqual({ state: "right" })
})

test("after three wrong PINs each costs a wait, twice as long as the last, an hour at the most; meanwhile not even the right one opens", async () => {
  const { database } = await freshTablet()
  await setPin(database, "4711")
  let now = START
  const waits: number[] = []
  for (let n = 0; n < 12; n++) {
    const outcome = await tryPin(database, "0000", now)
    if (outcome.state !== "wrong") throw new Error(outcome.state)
    const wait = Math.max(0, outcome.notBefore - now)
    waits.push(wait)
    if (wait > 0) expect(await tryPin(database, "4711", now + wait - 1)).toMatchObject({ state: "waiting" })
    now += wait
  }
  expect(waits).toEqual([0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  expect(await tryPin(database, "4711", now)).toEqual({ state: "right" })
  expect(await tryPin(database, "0000", now), "the count begins anew").toMatchObject({ state: "wrong", notBefore: 0 })
})

test("many tries at once are as many wrong ones: no tab tries for free", async () => {
  const { database } = await freshTablet()
  await setPin(database, "4711")
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => tryPin(database, "0000", START)))
  expect(outcomes.filter(({ state }) => state === "wrong")).toHaveLength(3)
  expect(await tryPin(database, "4711", START)).toMatchObject({ state: "waiting" })
})
