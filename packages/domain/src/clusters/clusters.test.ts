import { serviceDay } from "@homesafe/protocol"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  analyseAtOnce,
  analyseClusters,
  backgroundOf,
  type ClusterFindings,
  type ClusterVisit,
  countCurve,
  incubationWeight,
  indexVisits,
  infectiousPeriod,
  measureLags,
  pathogenOf,
  runToEnd,
  tailOf,
} from "../index.ts"
import { caseOf, measles, randomCity, randomOf } from "./random-city.test-support.ts"

const rules = { profile: measles(), leastCases: 3, windowDays: 7 }
const stay = (id: string, place: string, day: number, arrival = 600, departure = 660): ClusterVisit => ({
  ...{ case: id, place, day, arrival, departure },
})
const small = { cases: 60, visitsEach: 6, places: 80, planted: 2 }
const shuffled = <T>(list: readonly T[], random: () => number): T[] =>
  list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)

describe("clusters", () => {
  test("do not depend on the order in which cases and visits come", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, order) => {
        const { input } = randomCity(seed, small)
        const random = randomOf(order)
        const other = { ...input, cases: shuffled(input.cases, random), visits: shuffled(input.visits, random) }
        expect(analyseAtOnce(other)).toEqual(analyseAtOnce(input))
      }),
      { numRuns: 25 },
    )
  })

  test("are the same with an unrelated case more, where what is usual in the city stays the same", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 10_000, max: 10_040 }), (seed, onset) => {
        const { input } = randomCity(seed, small)
        const usual = backgroundOf(runToEnd(indexVisits(input)), input)
        const cases = [...input.cases, caseOf("unrelated", onset)]
        const visits = [...input.visits, stay("unrelated", "elsewhere", onset - 9), stay("unrelated", "beyond", onset)]
        const [before, after] = [analyseAtOnce(input, usual), analyseAtOnce({ ...input, cases, visits }, usual)]
        expect(after.clusters).toEqual(before.clusters)
        expect(after.infections).toEqual(before.infections)
      }),
      { numRuns: 25 },
    )
  })

  test("are found where few cases are known at all: three at one place in a week", () => {
    const cases = ["a", "b", "c"].map((id, i) => caseOf(id, 10_010 + i))
    const visits = cases.flatMap(({ id }, i) => [stay(id, "hall", 10_000), stay(id, `home-${i}`, 10_001)])
    expect(analyseAtOnce({ ...rules, cases, visits }).clusters).toMatchObject([
      { cases: ["a", "b", "c"], first: 10_000, last: 10_000, spells: [{ place: "hall" }] },
    ])
    expect(analyseAtOnce({ ...rules, cases: cases.slice(1), visits }).clusters).toEqual([])
  })

  test("are found beside a larger one, where little else was told", () => {
    const cases = Array.from({ length: 14 }, (_, i) => caseOf(`c${i}`, 10_010 + (i % 3)))
    const visits = cases.map(({ id }, i) => stay(id, i < 10 ? "market" : "clinic", 10_000))
    const places = analyseAtOnce({ ...rules, cases, visits }).clusters.map(({ spells }) => spells[0]?.place)
    expect(places).toEqual(["market", "clinic"])
  })

  test("are no busy market that has as many cases every week", () => {
    const cases = Array.from({ length: 300 }, (_, i) => caseOf(`c${i}`, 10_000 + Math.floor(i / 5)))
    const visits = cases.flatMap(({ id, onset }, i) => [
      stay(id, "market", (onset ?? 0) - 9, i % 1_000),
      ...Array.from({ length: 5 }, (_, v) => stay(id, `own-${i}-${v}`, (onset ?? 0) - 11 + v)),
    ])
    expect(analyseAtOnce({ ...rules, cases, visits }).clusters).toEqual([])
  })

  test("of a home whose people are there every day count its people, and these do not make it usual", () => {
    const residents = Array.from({ length: 12 }, (_, i) => caseOf(`r${i}`, 10_020 + (i % 3)))
    const others = Array.from({ length: 40 }, (_, i) => caseOf(`o${i}`, 10_010 + (i % 20)))
    const visits = [
      ...residents.flatMap(({ id }) => Array.from({ length: 20 }, (_, d) => stay(id, "home", 10_000 + d, 0, 1440))),
      ...others.flatMap(({ id, onset }, i) => [stay(id, `p${i % 20}`, (onset ?? 0) - 8)]),
    ]
    const { clusters } = analyseAtOnce({ ...rules, cases: [...residents, ...others], visits })
    expect(clusters[0]).toMatchObject({ cases: residents.map(({ id }) => id).sort(), spells: [{ place: "home" }] })
  })
})

describe("chains", () => {
  const infect = (visits: ClusterVisit[], onsets: Readonly<Record<string, number>>): ClusterFindings["infections"] =>
    analyseAtOnce({ ...rules, visits, cases: Object.entries(onsets).map(([id, onset]) => caseOf(id, onset)) })
      .infections

  test("lead from somebody infectious to somebody who fell ill within the incubation after they met", () => {
    const met = [stay("first", "shop", 10_000), stay("later", "shop", 10_000, 630, 700)]
    expect(infect(met, { first: 10_001, later: 10_012 })).toMatchObject([
      { case: "later", infector: "first", place: "shop", day: 10_000, minutes: 70, serialDays: 11, ties: [] },
    ])
    expect(infect(met, { first: 10_001, later: 10_006 }), "before the shortest incubation").toEqual([])
    expect(infect(met, { first: 10_001, later: 10_022 }), "after the longest").toEqual([])
    expect(infect(met, { first: 10_006, later: 10_012 }), "not infectious yet").toEqual([])
  })

  test("hold for whoever came within the linger time, and not after it or before the other", () => {
    const after = (arrival: number) => [
      stay("first", "shop", 10_000),
      stay("later", "shop", 10_000, arrival, arrival + 60),
    ]
    const onsets = { first: 10_001, later: 10_012 }
    expect(infect(after(779), onsets)).toHaveLength(1)
    expect(infect(after(780), onsets)).toEqual([])
    expect(infect([stay("first", "shop", 10_000), stay("later", "shop", 10_000, 500, 600)], onsets)).toEqual([])
  })

  test("name everybody who is as likely", () => {
    const visits = ["a", "b", "later"].map((id) => stay(id, "shop", 10_000))
    expect(infect(visits, { a: 10_001, b: 10_001, later: 10_012 })).toMatchObject([{ infector: "a", ties: ["b"] }])
  })

  test("are a forest: nobody infects an ancestor, also where the illness begins long after a case could infect", () => {
    const { input } = randomCity(3, { cases: 400, visitsEach: 10, places: 50, planted: 5 })
    const profile = pathogenOf(5) // tuberculosis: infectious for three months before the onset
    if (!profile) throw new Error("no tuberculosis")
    const cases = input.cases.map((each) => ({
      ...each,
      infectious: infectiousPeriod(profile, serviceDay(each.onset ?? each.tested), serviceDay(each.tested)),
    }))
    const { infections } = analyseAtOnce({ ...input, profile, cases })
    const infectorOf = new Map(infections.map(({ case: id, infector }) => [id, infector]))
    expect(infectorOf.size).toBeGreaterThan(100)
    for (const start of infectorOf.keys()) {
      let steps = 0
      for (let at = infectorOf.get(start); at !== undefined; at = infectorOf.get(at)) expect(++steps).toBeLessThan(500)
    }
  })
})

test("the progress of an analysis rises to its end", () => {
  const { input } = randomCity(1, { cases: 700, visitsEach: 3, places: 300, planted: 0 })
  const parts = [...analyseClusters(input)]
  expect(parts.length).toBeGreaterThan(4)
  expect(parts).toEqual([...parts].sort((a, b) => a - b))
  expect(parts.at(-1)).toBeLessThanOrEqual(1)
})

test("an incubation weighs most in the middle of what is usual, and a tail of counts is exact however small", () => {
  const usual = { shortestDays: 7, longestDays: 21 }
  expect(incubationWeight(Math.sqrt(7 * 21), usual)).toBeCloseTo(1)
  expect(incubationWeight(7, usual)).toBeCloseTo(incubationWeight(21, usual))
  expect(tailOf(3, 1, 1e9), "the Poisson, where much was seen").toBeCloseTo(1 - Math.exp(-1) * 2.5, 6)
  expect(tailOf(3, 0.5, 1), "the geometric, where nothing was").toBeCloseTo((1 / 3) ** 3, 12)
  expect(tailOf(80, 1, 1) / 0.5 ** 80).toBeCloseTo(1, 9)
  expect(tailOf(2, 5, 1)).toBe(1)
})

test("the epidemic curve counts onsets and tests of every day, quiet ones too", () => {
  expect(countCurve([caseOf("a", 100), caseOf("b", 100), { onset: null, tested: 104 }])).toEqual([
    { day: 100, onsets: 2, tests: 0 },
    { day: 101, onsets: 0, tests: 0 },
    { day: 102, onsets: 0, tests: 2 },
    { day: 103, onsets: 0, tests: 0 },
    { day: 104, onsets: 0, tests: 1 },
  ])
  expect(countCurve([])).toEqual([])
})

test("a lag is the median and the ninth decile of the cases that have come so far", () => {
  const cases = Array.from({ length: 10 }, (_, i) => ({
    ...{ onset: i === 0 ? null : 0, tested: 10 * (i + 1), opened: 200 },
    ...{ decided: i < 2 ? 300 : null, listed: null },
  }))
  expect(measureLags(cases)).toEqual([
    { step: "onset-test", cases: 9, median: 60, p90: 100 },
    { step: "test-case", cases: 10, median: 140, p90: 180 },
    { step: "case-decision", cases: 2, median: 100, p90: 100 },
    { step: "decision-list", cases: 0, median: null, p90: null },
    { step: "onset-list", cases: 0, median: null, p90: null },
  ])
})
