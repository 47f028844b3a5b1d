import { expect, test } from "vitest"
import { timeLeft } from "./say-advice.ts"

test("what is left is told in whole hours, in minutes near the end, and not at all when it is over", () => {
  expect(timeLeft(1000 + 17 * 3600 + 900, 1000)).toEqual({ unit: "hours", n: 17 })
  expect(timeLeft(1000 + 7200, 1000)).toEqual({ unit: "hours", n: 2 })
  expect(timeLeft(1000 + 7199, 1000)).toEqual({ unit: "minutes", n: 119 })
  expect(timeLeft(1030, 1000)).toEqual({ unit: "minutes", n: 1 })
  expect(timeLeft(1000, 1000)).toBeNull()
})
