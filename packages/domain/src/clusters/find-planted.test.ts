import { describe, expect, test } from "vitest"
import { analyseAtOnce } from "../index.ts"
import { type CitySize, randomCity } from "./random-city.test-support.ts"

/** Ten cities with planted outbreaks: how many are found, and what is found besides. */
function findPlanted(size: CitySize) {
  const sum = { planted: 0, found: 0, named: 0, right: 0, source: 0, members: 0, kept: 0, infectors: 0 }
  for (let seed = 1; seed <= 10; seed++) {
    const { input, planted } = randomCity(seed, size)
    const { clusters, infections } = analyseAtOnce(input)
    const places = new Set(planted.map(({ place }) => place))
    sum.planted += planted.length
    sum.named += clusters.length
    sum.right += clusters.filter(({ spells }) => spells.some(({ place }) => places.has(place))).length
    const infectorOf = new Map(infections.map(({ case: id, infector }) => [id, infector]))
    for (const { place, day, source, infected } of planted) {
      sum.members += infected.length
      sum.infectors += infected.filter((id) => infectorOf.get(id) === source).length
      const cluster = clusters.find(({ spells }) =>
        spells.some(
          (spell) => spell.place === place && spell.first < day + (size.daysOfOutbreak ?? 1) && day <= spell.last,
        ),
      )
      if (!cluster) continue
      sum.found += 1
      sum.kept += infected.filter((id) => cluster.cases.includes(id)).length
      if (cluster.sources[0]?.place === place && cluster.sources[0].day === day) sum.source += 1
    }
  }
  return sum
}

describe("clusters", () => {
  test.each([1, 5])(
    "of %i days, put into a city of 1,300 cases and 26,000 visits, are found, and little else is",
    (daysOfOutbreak) => {
      const sum = findPlanted({ cases: 1_150, visitsEach: 20, places: 2_000, planted: 15, daysOfOutbreak })
      console.log(`  planted clusters of ${daysOfOutbreak} days:`, JSON.stringify(sum))
      expect(sum.found / sum.planted, "recall").toBeGreaterThan(daysOfOutbreak === 1 ? 0.95 : 0.75)
      expect(sum.right / sum.named, "precision").toBeGreaterThan(0.85)
      expect(sum.kept / sum.members, "members").toBeGreaterThan(daysOfOutbreak === 1 ? 0.95 : 0.75)
      expect(sum.infectors / sum.members, "infectors").toBeGreaterThan(0.85)
      // A source is one day: of an outbreak of several, no day has them all.
      if (daysOfOutbreak === 1) expect(sum.source / sum.found, "sources").toBeGreaterThan(0.9)
    },
    60_000,
  )

  test("are hardly ever found where cases go where they like", () => {
    let [named, cases] = [0, 0]
    for (let seed = 101; seed <= 110; seed++) {
      const { input } = randomCity(seed, { cases: 1_300, visitsEach: 20, places: 2_000, planted: 0 })
      named += analyseAtOnce(input).clusters.length
      cases += input.cases.length
    }
    console.log(`  without an outbreak: ${named} clusters, ${((1_000 * named) / cases).toFixed(2)} of 1,000 cases`)
    expect((1_000 * named) / cases, "false clusters of 1,000 cases").toBeLessThan(1)
  }, 60_000)
})
