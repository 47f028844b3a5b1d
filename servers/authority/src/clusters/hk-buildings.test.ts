import fs from "node:fs"
import path from "node:path"
import { analyseAtOnce, type ClusterFindings } from "@homesafe/domain"
import { describe, expect, test } from "vitest"
import {
  countWithin,
  folder,
  inputOf,
  labelledByPoisson,
  readRows,
  rowsUntil,
  shufflePlaces,
} from "./hk-buildings.test-support.ts"

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

const placesOf = ({ clusters }: ClusterFindings) =>
  new Set(clusters.flatMap(({ spells }) => spells.map(({ place }) => place)))

const percent = (part: number, whole: number) => `${Math.round((100 * part) / Math.max(1, whole))} % of ${whole}`

describe.skipIf(!fs.existsSync(folder))("the real lists of Hong Kong, 2020", () => {
  test("buildings that link many cases are found, and those that are found link several", () => {
    const input = inputOf(rowsUntil("2020-12-31"))
    const findings = analyseAtOnce(input)
    const found = placesOf(findings)
    const counts = countWithin(input.visits, 7)
    const labelled = (least: number) => [...counts].filter(([, n]) => n >= least).map(([place]) => place)
    const recall = (least: number) => labelled(least).filter((place) => found.has(place)).length
    const right = [...found].filter((place) => (counts.get(place) ?? 0) >= 3).length
    console.log(
      `  ${input.cases.length} cases, ${input.visits.length} stays, ${counts.size} buildings; ${findings.clusters.length} clusters of ${found.size} buildings`,
    )
    for (const least of [3, 5, 10])
      console.log(
        `  recall of buildings with ${least} cases in a week: ${percent(recall(least), labelled(least).length)}`,
      )
    console.log(`  precision, three cases in a week: ${percent(right, found.size)}`)
    for (const { cases, spells, score } of findings.clusters.slice(0, 8))
      console.log(
        `  ${score.toFixed(0)}: ${cases.length} cases, ${[...new Set(spells.map((s) => s.place))].slice(0, 4).join(" | ")}`,
      )
    expect(input.cases.length).toBeGreaterThan(3_000)
    for (const [least, part] of [
      [3, 0.65],
      [5, 0.8],
      [10, 0.95],
    ] as const)
      expect(recall(least) / labelled(least).length, `${least} cases`).toBeGreaterThan(part)
    expect(right / found.size).toBeGreaterThan(0.95)
    for (const name of ["Golden Era Plaza", "Sunshine Plaza Starlight Dance Club", "Tsz Wan Shan Shopping Centre"])
      expect(
        [...found].some((place) => place.startsWith(name)),
        name,
      ).toBe(true)
  })

  test("a building that is found goes on to have further cases more often than others that the list names", () => {
    const [before, after] = [inputOf(rowsUntil("2020-12-05")), inputOf(rowsUntil("2020-12-17"))]
    const found = placesOf(analyseAtOnce(before))
    const known = new Set(before.visits.map((visit) => `${visit.case} ${visit.place}`))
    const further = new Map<string, number>()
    for (const visit of after.visits)
      if (!known.has(`${visit.case} ${visit.place}`)) further.set(visit.place, (further.get(visit.place) ?? 0) + 1)
    const listOfDay = fs.readdirSync(folder).find((name) => name.startsWith("2020-12-05") && name.endsWith("_eng.csv"))
    const recent = new Set(readRows(path.join(folder, listOfDay ?? "")).map(({ building }) => building))
    const goesOn = (place: string) => (further.get(place) ?? 0) >= 2
    const ours = [...recent].filter((place) => found.has(place))
    const others = [...recent].filter((place) => !found.has(place))
    const [hit, miss] = [ours.filter(goesOn).length, others.filter(goesOn).length]
    console.log(
      `  two further cases within 12 days: ${percent(hit, ours.length)} found, ${percent(miss, others.length)} others`,
    )
    console.log(`  of the buildings that went on, found before: ${percent(hit, hit + miss)}`)
    expect(hit / ours.length).toBeGreaterThan((2 * miss) / others.length)
  })

  test("what a plain Poisson calls unusual is found, and little is where the buildings are drawn by lot", () => {
    const input = inputOf(rowsUntil("2020-12-31"))
    const found = placesOf(analyseAtOnce(input))
    const labelled = new Map([7, 14].map((days) => [days, labelledByPoisson(input, days)]))
    const either = new Set([...labelled.values()].flatMap((places) => [...places]))
    for (const [days, places] of labelled) {
      const hit = [...places].filter((place) => found.has(place)).length
      console.log(`  recall of what a Poisson of ${days} days labels: ${percent(hit, places.size)}`)
      expect(hit / places.size, `recall, ${days} days`).toBeGreaterThan(0.8)
    }
    const right = [...found].filter((place) => either.has(place)).length
    console.log(`  precision by either label: ${percent(right, found.size)}`)
    const drawn = [1, 2, 3, 4, 5].map((seed) => placesOf(analyseAtOnce(shufflePlaces(input, randomOf(seed)))).size)
    const false1000 = drawn.reduce((a, b) => a + b) / drawn.length / (input.cases.length / 1_000)
    console.log(
      `  buildings found where they are drawn by lot: ${drawn.join(", ")}; ${false1000.toFixed(2)} of 1,000 cases`,
    )
    expect(false1000).toBeLessThan(1)
  }, 60_000)
})
