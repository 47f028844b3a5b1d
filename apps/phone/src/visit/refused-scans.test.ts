import fc from "fast-check"
import { expect, test } from "vitest"
import { makeVenue, NOW } from "../feed/published-lists.test-support.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { checkInByCode, checkInByPlate } from "./check-in.ts"

const genuine = makeVenue("noodles").url
const broken = fc.tuple(fc.nat(genuine.length - 1), fc.string({ maxLength: 3 })).map(([at, put]) => {
  const changed = genuine.slice(0, at) + put + genuine.slice(at + 1)
  return changed === genuine ? `${genuine}0` : changed
})
const payload = fc.oneof(
  fc.string({ unit: "binary", maxLength: 600 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.nat(genuine.length - 1).map((length) => genuine.slice(0, length)),
  fc.stringMatching(/^[0-9]{0,400}$/).map((digits) => `https://homesafe.test/v#${digits}`),
  fc.constantFrom(
    "\uD800",
    "\0",
    "javascript:alert(1)",
    "intent://scan/#Intent;end",
    "wifi:S:x;;",
    "tel:999",
    "https://homesafe.test@evil.test/v#1",
    "https://homesafe.test./v#1",
    "https://homesafe.test/v##1",
    "HKEN:0ABCDE",
    `https://homesafe.test/v#${"9".repeat(100_000)}`,
  ),
  broken,
)

test("hostile 1: whatever a code says, the keeper answers with a problem, and nothing is written", async () => {
  const keeper = await makeKeeper(NOW)
  const file = keeper.store.file
  const before = file.read(0, file.size()).slice()
  await fc.assert(
    fc.asyncProperty(payload, async (text) => {
      const outcome = await checkInByCode(keeper, text, NOW)
      expect(outcome).toMatchObject({ ok: false, problem: expect.stringMatching(/^[a-z-]+$/) })
      expect(await checkInByPlate(keeper, text, NOW)).toMatchObject({ ok: false })
    }),
    { numRuns: 3000, seed: 20_260_101 },
  )
  expect(file.read(0, file.size())).toEqual(before)
  expect(keeper.pages.size).toBe(0)
}, 120_000)
