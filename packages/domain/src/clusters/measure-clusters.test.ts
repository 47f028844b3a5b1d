import { expect, test } from "vitest"
import { analyseAtOnce } from "../index.ts"
import { randomCity } from "./random-city.test-support.ts"

const SLOWEST_MS = 30_000

test("200,000 visits of 10,000 cases are analysed in seconds, also where all of them were at thirty places", () => {
  for (const places of [20_000, 30]) {
    const { input } = randomCity(9, { cases: 10_000, visitsEach: 20, places, planted: 0 })
    const began = performance.now()
    const { clusters } = analyseAtOnce(input)
    const took = Math.round(performance.now() - began)
    console.log(`  ${input.visits.length} visits at ${places} places: ${took} ms, ${clusters.length} clusters`)
    expect(took).toBeLessThan(SLOWEST_MS)
  }
}, 60_000)
