import type { InfectiousPeriod } from "../cases/infectious-period.ts"
import type { PathogenProfile } from "../catalogue/pathogens.ts"

/** A case as an analysis knows it: days, and no person. */
export interface ClusterCase {
  readonly id: string
  readonly onset: number | null
  readonly tested: number
  /** The period that holds: an officer's where one was set. */
  readonly infectious: InfectiousPeriod
}

/** One stay of one case; `place` is any word that is the same for the same place. Minutes of the service day. */
export interface ClusterVisit {
  readonly case: string
  readonly place: string
  readonly day: number
  readonly arrival: number
  readonly departure: number
}

/** What is to be analysed, and what counts as a cluster. */
export interface ClusterInput {
  readonly cases: readonly ClusterCase[]
  readonly visits: readonly ClusterVisit[]
  readonly profile: Pick<PathogenProfile, "lingerMinutes" | "guidance">
  /** So many cases at a place make a cluster. */
  readonly leastCases: number
  /** Within so many days. */
  readonly windowDays: number
  /** How many places there are in all, visited or not, where that is known. */
  readonly placesKnown?: number
}

/** A case with the days on which it was infected, if it was infected on any of these. */
export interface IndexedCase extends ClusterCase {
  /** Its onset, or its test where there was none. */
  readonly zero: number
  /** Onset minus the longest and the shortest incubation. */
  readonly exposed: { readonly from: number; readonly until: number }
  readonly stays: PlacedStay[]
}

/** A stay that could have infected, or on which its case could have been infected. */
export interface Stay {
  readonly of: IndexedCase
  readonly day: number
  readonly arrival: number
  readonly departure: number
  readonly wasExposed: boolean
  readonly wasInfectious: boolean
}

/** A stay with its place. */
export interface PlacedStay extends Stay {
  readonly at: IndexedPlace
}

/** A place with its stays by day and arrival. */
export interface IndexedPlace {
  readonly place: string
  readonly stays: Stay[]
  /** Those of cases that were infectious then, in the same order. */
  readonly infectious: Stay[]
}

/** The index of an analysis: nothing in it depends on the order of the input. */
export interface ClusterIndex {
  readonly cases: readonly IndexedCase[]
  readonly places: readonly IndexedPlace[]
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const inOrder = (a: Stay, b: Stay) =>
  a.day - b.day || a.arrival - b.arrival || a.departure - b.departure || byText(a.of.id, b.of.id)

/** Visits, places or cases between two breaths: a millisecond of work. */
const AT_A_TIME = 1_000

/** Sorts cases and visits by place and day; yields how far it is. Visits outside a case's exposure days and infectious period say nothing and are left out. */
export function* indexVisits({ cases, visits, profile }: ClusterInput): Generator<number, ClusterIndex, unknown> {
  const { shortestDays, longestDays } = profile.guidance.incubation
  const indexed = [...cases]
    .sort((a, b) => byText(a.id, b.id))
    .map((each): IndexedCase => {
      const zero = each.onset ?? each.tested
      const exposed = { from: zero - Math.ceil(longestDays), until: zero - Math.floor(shortestDays) }
      return { ...each, zero, exposed, stays: [] }
    })
  const byId = new Map(indexed.map((each) => [each.id, each]))
  const byPlace = new Map<string, IndexedPlace>()
  for (const [i, visit] of visits.entries()) {
    if (i % AT_A_TIME === 0) yield (0.5 * i) / visits.length
    const of = byId.get(visit.case)
    if (!of) continue
    const { day, arrival, departure } = visit
    const wasExposed = of.exposed.from <= day && day <= of.exposed.until
    const wasInfectious = of.infectious.from <= day && day <= of.infectious.until
    if (!(wasExposed || wasInfectious)) continue
    let at = byPlace.get(visit.place)
    if (!at) {
      at = { place: visit.place, stays: [], infectious: [] }
      byPlace.set(visit.place, at)
    }
    const stay: PlacedStay = { of, day, arrival, departure, wasExposed, wasInfectious, at }
    at.stays.push(stay)
    if (wasInfectious) at.infectious.push(stay)
    of.stays.push(stay)
  }
  const places = [...byPlace.values()].sort((a, b) => byText(a.place, b.place))
  for (const [i, { stays, infectious }] of places.entries()) {
    if (i % AT_A_TIME === 0) yield 0.5 + (0.3 * i) / places.length
    stays.sort(inOrder)
    infectious.sort(inOrder)
  }
  for (const [i, { stays }] of indexed.entries()) {
    if (i % AT_A_TIME === 0) yield 0.8 + (0.2 * i) / indexed.length
    stays.sort((a, b) => inOrder(a, b) || byText(a.at.place, b.at.place))
  }
  return { cases: indexed, places }
}

/** The end of what could have been done step by step. */
export function runToEnd<Result>(steps: Generator<number, Result, unknown>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
