import { addDays } from "@homesafe/protocol"
import { TODAY, TRUST } from "@homesafe/protocol/deployment.test-support"
import { expect, test, vi } from "vitest"
import { answerFor, freshTablet } from "../gate.test-support.ts"
import { takeAnswer } from "../pairing/take-answer.ts"
import { keepAct } from "../staff/counts.ts"
import { eraseDaysBefore, eraseDevice } from "./erase-days.ts"
import { findSingle } from "./gate-database.ts"
import { findDayKey, findDays, readOrMakeSeed } from "./screen-keys.ts"

async function pairedTablet() {
  const { database, screen } = await freshTablet()
  const taken = await takeAnswer(database, screen, await answerFor(screen), { trust: TRUST, today: TODAY })
  expect(taken).toEqual({ ok: true, days: 7 })
  return database
}

test("each day's key and seed are gone with their day, and the days after it stay", async () => {
  const database = await pairedTablet()
  await readOrMakeSeed(database, TODAY)
  await keepAct(database, TODAY, { act: "pass" })
  for (let passed = 1; passed <= 7; passed++) {
    await eraseDaysBefore(database, addDays(TODAY, passed))
    expect(await database.getAllKeys("days")).toEqual(Array.from({ length: 7 - passed }, (_, i) => TODAY + passed + i))
    expect(await findDayKey(database, addDays(TODAY, passed - 1))).toBeUndefined()
  }
  expect([await database.getAll("seeds"), await database.getAll("counts")]).toEqual([[], []])
})

test("a day that goes on is not touched, however often the house is kept", async () => {
  const database = await pairedTablet()
  expect(await eraseDaysBefore(database, TODAY)).toBe(0)
  expect(await findDays(database)).toEqual({ first: TODAY, last: TODAY + 6 })
})

test("a key is overwritten before its record goes; killed in between, the next start takes the record away", async () => {
  const database = await pairedTablet()
  const real = database.transaction.bind(database)
  // The transaction over three stores is the one that deletes: the process dies before it.
  const dying = vi.spyOn(database, "transaction").mockImplementation(((...given: Parameters<typeof real>) => {
    if (given[0].length === 3) throw new Error("killed")
    return real(...given)
  }) as typeof real) // as: the same function with one more step
  await expect(eraseDaysBefore(database, addDays(TODAY, 1))).rejects.toThrow("killed")
  dying.mockRestore()
  expect((await database.get("days", TODAY))?.dayKey).toEqual(new Uint8Array(16))
  await eraseDaysBefore(database, addDays(TODAY, 1))
  expect(await database.get("days", TODAY)).toBeUndefined()
})

test("a door's seed is new each day, and the same all day", async () => {
  const database = await pairedTablet()
  const seeds = await Promise.all([readOrMakeSeed(database, TODAY), readOrMakeSeed(database, TODAY)])
  expect(seeds[0]).toEqual(seeds[1])
  expect(await readOrMakeSeed(database, addDays(TODAY, 1))).not.toEqual(seeds[0])
})

test("a screen that is set up anew holds nothing of before", async () => {
  const database = await pairedTablet()
  await readOrMakeSeed(database, TODAY)
  await eraseDevice(database)
  expect([await findDays(database), await findSingle(database, "screen"), await database.getAll("seeds")]).toEqual([
    undefined,
    undefined,
    [],
  ])
})
