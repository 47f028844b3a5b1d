import { serviceDay } from "@homesafe/protocol"
import { pathogenOf } from "../catalogue/pathogens.ts"
import type { ClusterCase, ClusterInput, ClusterVisit } from "./cluster-input.ts"

/** The profile of measles: incubation 7 to 21 days, infectious from 4 days before onset to 4 after. */
export function measles() {
  const profile = pathogenOf(1)
  if (!profile) throw new Error("no measles")
  return profile
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A case that fell ill on a day and was tested two days later. */
export function caseOf(id: string, onset: number): ClusterCase {
  const period = { from: serviceDay(onset - 4), until: serviceDay(onset + 4) }
  return { id, onset, tested: onset + 2, infectious: period }
}

/** An outbreak that was put into a city: one who was infectious there, and those who fell ill after it. */
export interface Planted {
  readonly place: string
  readonly day: number
  readonly source: string
  readonly infected: readonly string[]
}

/** How large a city is. Outbreaks are of one day, unless they go over more of them. */
export interface CitySize {
  readonly cases: number
  readonly visitsEach: number
  readonly places: number
  readonly planted: number
  readonly daysOfOutbreak?: number
}

/** A city whose places are visited as Zipf's law says, with outbreaks planted at places of any popularity. */
export function randomCity(seed: number, size: CitySize) {
  const random = randomOf(seed)
  const whole = (n: number) => Math.floor(random() * n)
  const placeAt = () => `place-${Math.min(size.places - 1, Math.floor(size.places ** random()) - 1)}`
  const cases: ClusterCase[] = []
  const visits: ClusterVisit[] = []
  const stay = (id: string, place: string, day: number, arrival = whole(1200)) =>
    visits.push({ case: id, place, day, arrival, departure: arrival + 30 + whole(180) })
  for (let i = 0; i < size.cases; i++) {
    const each = caseOf(`case-${i}`, 10_000 + whole(40))
    cases.push(each)
    for (let v = 0; v < size.visitsEach; v++) stay(each.id, placeAt(), (each.onset ?? 0) - 20 + whole(22))
  }
  const planted: Planted[] = []
  for (let p = 0; p < size.planted; p++) {
    const [place, day, arrival] = [`place-${whole(size.places)}`, 10_005 + whole(20), whole(900)]
    const source = caseOf(`source-${p}`, day + 1)
    const { daysOfOutbreak = 1 } = size
    const days = Array.from({ length: 6 + whole(10) }, (_, i) => day + (i % daysOfOutbreak))
    const infected = days.map((on, i) => caseOf(`planted-${p}-${i}`, on + 9 + whole(8)))
    for (const [i, each] of [source, ...infected].entries()) {
      cases.push(each)
      const there = i === 0 ? [...new Set(days)] : [days[i - 1] ?? day]
      for (const on of there) stay(each.id, place, on, arrival + whole(60))
      for (let v = 0; v < size.visitsEach; v++) stay(each.id, placeAt(), (each.onset ?? 0) - 20 + whole(22))
    }
    planted.push({ place, day, source: source.id, infected: infected.map(({ id }) => id) })
  }
  const input: ClusterInput = { cases, visits, profile: measles(), leastCases: 3, windowDays: 7 }
  return { input, planted }
}
