import fs from "node:fs"
import path from "node:path"
import {
  analyseAtOnce,
  type ClusterCase,
  type ClusterFindings,
  type ClusterVisit,
  infectiousPeriod,
  pathogenOf,
  readDate,
} from "@homesafe/domain"
import { serviceDay } from "@homesafe/protocol"
import { describe, expect, test } from "vitest"

// Hong Kong's own lists of 2020, "buildings with cases or visited by cases": each row names a building, the last day on which cases were there,
// and the numbers of these cases. There is no hour and no onset in them. A case counts as tested on the day on which the city's total reached
// its number; a resident was at home on that day, a visitor on the row's day, or on the day of the test where that is earlier.

const data = process.env.HOMESAFE_REAL_DATA ?? path.resolve(import.meta.dirname, "../../../../../shared/data")
const folder = path.join(data, "hk-buildings/history")
const covid = pathogenOf(2)

interface Row {
  readonly building: string
  readonly day: number | null
  readonly cases: readonly string[]
}

/** One row of RFC 4180; these files have no line break inside a cell. */
const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? "").trim(),
  )

const dayOf = (text: string) => readDate(text.split("/").reverse().join("-")) ?? null

function readRows(file: string): Row[] {
  const lines = fs.readFileSync(file, "utf8").replace("\ufeff", "").split(/\r?\n/).slice(1)
  return lines.map(cellsOf).map(([district, building, last, related]) => ({
    building: `${building?.replace(/\s*[\p{Script=Han}]+|\(non-residential\)/gu, "").trim()}, ${district}`,
    day: dayOf(last ?? ""),
    cases: related?.match(/\d+/g) ?? [],
  }))
}

/** The day on which the city's total reached each case's number. */
function readTestDays(): (number: number) => number {
  const file = path.join(data, "hk-cases/latest_situation_2022-01-23_chi.csv")
  const totals = fs.readFileSync(file, "utf8").split(/\r?\n/).slice(1).map(cellsOf)
  const days = totals.flatMap(([date, , total]) => {
    const day = dayOf(date ?? "")
    return day === null || !total ? [] : [{ day, total: Number(total) }]
  })
  return (number) => days.find(({ total }) => total >= number)?.day ?? 0
}

/** Cases and visits of lists: each case once at a building, with its latest day there. */
function inputOf(rows: readonly Row[]) {
  if (!covid) throw new Error("no profile")
  const testedOn = readTestDays()
  const cases = new Map<string, ClusterCase>()
  const visits = new Map<string, ClusterVisit>()
  for (const { building, day, cases: numbers } of rows)
    for (const number of numbers) {
      const tested = testedOn(Number(number))
      const infectious = infectiousPeriod(covid, null, serviceDay(tested))
      cases.set(number, { id: number, onset: null, tested, infectious })
      const on = Math.min(day ?? tested, tested)
      visits.set(`${number} ${building}`, { case: number, place: building, day: on, arrival: 0, departure: 1440 })
    }
  const rules = { profile: covid, leastCases: 3, windowDays: 7 }
  return { ...rules, cases: [...cases.values()], visits: [...visits.values()] }
}

const placesOf = ({ clusters }: ClusterFindings) =>
  new Set(clusters.flatMap(({ spells }) => spells.map(({ place }) => place)))

/** Buildings with most cases in any so many days: counted plainly, without any rule of the analysis. */
function countWithin(visits: readonly ClusterVisit[], days: number): Map<string, number> {
  const ofPlace = Map.groupBy(visits, ({ place }) => place)
  const most = (list: readonly ClusterVisit[]) =>
    Math.max(...list.map(({ day }) => list.filter((v) => day <= v.day && v.day < day + days).length))
  return new Map([...ofPlace].map(([place, list]) => [place, most(list)]))
}

const percent = (part: number, whole: number) => `${Math.round((100 * part) / Math.max(1, whole))} % of ${whole}`

describe.skipIf(!fs.existsSync(folder))("the real lists of Hong Kong, 2020", () => {
  const files = fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((name) => name.endsWith("_eng.csv"))
        .sort()
    : []
  const rowsUntil = (date: string) =>
    files.filter((name) => name.slice(0, 10) <= date).flatMap((name) => readRows(path.join(folder, name)))

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
    expect(recall(10) / labelled(10).length).toBeGreaterThan(0.9)
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
    const recent = new Set(
      readRows(path.join(folder, files.find((name) => name.startsWith("2020-12-05")) ?? "")).map(
        ({ building }) => building,
      ),
    )
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
})
