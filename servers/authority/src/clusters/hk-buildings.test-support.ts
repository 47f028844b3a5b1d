import fs from "node:fs"
import path from "node:path"
import {
  type ClusterCase,
  type ClusterInput,
  type ClusterVisit,
  infectiousPeriod,
  pathogenOf,
  readDate,
} from "@homesafe/domain"
import { serviceDay } from "@homesafe/protocol"

// Hong Kong's own lists of 2020, "buildings with cases or visited by cases": each row names a building, the last day on which cases were there,
// and the numbers of these cases. There is no hour and no onset in them. A case counts as tested on the day on which the city's total reached
// its number; a resident was at home on that day, a visitor on the row's day, or on the day of the test where that is earlier.

const data = process.env.HOMESAFE_REAL_DATA ?? path.resolve(import.meta.dirname, "../../../../../shared/data")
/** The folder of the lists; they are not part of this repository. */
export const folder = path.join(data, "hk-buildings/history")
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

/** The rows of one list. */
export function readRows(file: string): Row[] {
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
export function inputOf(rows: readonly Row[]): ClusterInput {
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

/** The rows of all lists until a day. */
export function rowsUntil(date: string): Row[] {
  const files = fs.readdirSync(folder).filter((name) => name.endsWith("_eng.csv") && name.slice(0, 10) <= date)
  return files.sort().flatMap((name) => readRows(path.join(folder, name)))
}

/** Buildings with most cases in any so many days: counted plainly, without any rule of the analysis. */
export function countWithin(visits: readonly ClusterVisit[], days: number): Map<string, number> {
  const ofPlace = Map.groupBy(visits, ({ place }) => place)
  const most = (list: readonly ClusterVisit[]) =>
    Math.max(...list.map(({ day }) => list.filter((v) => day <= v.day && v.day < day + days).length))
  return new Map([...ofPlace].map(([place, list]) => [place, most(list)]))
}

/**
 * Buildings that a plain Poisson calls unusual: the count of their cases in some so many days is one that fewer than one building in twenty
 * whole cities would have, if each of these days' stays were at any building. It knows nothing of what is usual at a building.
 */
export function labelledByPoisson({ visits }: ClusterInput, days: number): Set<string> {
  const stays = Map.groupBy(visits, ({ day }) => day)
  const places = Map.groupBy(visits, ({ place }) => place)
  const inCity = (from: number) =>
    Array.from({ length: days }, (_, i) => stays.get(from + i)?.length ?? 0).reduce((a, b) => a + b)
  const windows = (places.size * stays.size) / days
  const labelled = new Set<string>()
  for (const [place, list] of places)
    for (const { day } of list) {
      const n = list.filter((v) => day <= v.day && v.day < day + days).length
      if (n >= 3 && poissonTail(n, inCity(day) / places.size) * windows < 0.05) labelled.add(place)
    }
  return labelled
}

/** P(X ≥ n), summed from n upwards. */
function poissonTail(n: number, mean: number): number {
  let term = Math.exp(-mean)
  for (let i = 1; i <= n; i++) term *= mean / i
  let sum = 0
  for (let i = n; term > sum * 1e-12; term *= mean / ++i) sum += term
  return sum
}

/** The same days, and the same buildings as often, but which was where is drawn: whatever is found in it is there by chance. */
export function shufflePlaces(input: ClusterInput, random: () => number): ClusterInput {
  const places = input.visits.map(({ place }) => ({ place, at: random() })).sort((a, b) => a.at - b.at)
  return { ...input, visits: input.visits.map((visit, i) => ({ ...visit, place: places[i]?.place ?? visit.place })) }
}
