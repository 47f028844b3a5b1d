import { expect, test } from "vitest"
import { hasGivenUp, isDecoyDue, nextTryAt } from "./retry-times.ts"

test("an upload without an answer is tried again after half a minute, then twice as long, an hour at most", () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 40].map((tries) => nextTryAt(tries, 0, 0.5))
  expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
})

test("phones that failed together do not all come back together", () => {
  expect([nextTryAt(1, 0, 0), nextTryAt(1, 0, 0.999)]).toEqual([15, 45])
})

test("an upload is given up when its code must be over", () => {
  expect([hasGivenUp({ since: 0 }, 72 * 3600), hasGivenUp({ since: 0 }, 72 * 3600 + 1)]).toEqual([false, true])
})

test("hostile 68: decoys come at 0.2 for each day that the app is open, whatever the length of the looks", () => {
  for (const seconds of [15, 60]) {
    const looks = 86_400 / seconds
    let due = 0
    const steps = 200_000
    for (let i = 0; i < steps; i++) if (isDecoyDue(seconds, (i + 0.5) / steps)) due++
    // The chances are spread evenly, so the share is exact to one in 200,000.
    expect((due / steps) * looks).toBeCloseTo(0.2, 1)
  }
  expect(isDecoyDue(0, 0)).toBe(false)
})
