import { type ClusterIndex, type ClusterInput, type IndexedCase, indexVisits, runToEnd } from "./cluster-input.ts"
import { type ClusterSpells, joinSpells } from "./find-clusters.ts"
import { findInfector, type Infection } from "./find-infector.ts"
import { findSources, type Source } from "./find-sources.ts"
import { type Background, backgroundOf, type Spell, scanPlace } from "./scan-place.ts"
import { keepUnusual, liftOf } from "./weigh-spells.ts"

/** Places or cases between two breaths: a few milliseconds of work. */
const AT_A_TIME = 200

/** A cluster with where it likely began. */
export interface Cluster extends ClusterSpells {
  readonly sources: readonly Source[]
}

/** What an analysis found. */
export interface ClusterFindings {
  readonly clusters: readonly Cluster[]
  /** One for each case that has a likely infector: together they are a forest. */
  readonly infections: readonly Infection[]
  /** Distinct cases and stays of each place that has any. */
  readonly places: readonly { readonly place: string; readonly cases: number; readonly stays: number }[]
}

/**
 * Finds clusters, chains and sources. It is a generator so that a server can do something else between its steps: it yields how much is done,
 * from 0 to 1, and returns the findings. Near-linear in the visits: each place is scanned once for each of its spells.
 */
export function* analyseClusters(input: ClusterInput, usual?: Background): Generator<number, ClusterFindings, unknown> {
  const index = yield* partsOf(indexVisits(input), 0.2)
  const background = usual ?? backgroundOf(index, input)
  const looked: Spell[] = []
  for (const [i, place] of index.places.entries()) {
    looked.push(...scanPlace(place, background, input))
    if (i % AT_A_TIME === 0) yield 0.2 + (0.3 * i) / index.places.length
  }
  const spells = keepUnusual(looked)
  const infections: Infection[] = []
  const rules = {
    lingerMinutes: input.profile.lingerMinutes,
    incubation: input.profile.guidance.incubation,
    lift: liftOf(spells),
  }
  for (const [i, each] of index.cases.entries()) {
    const found = findInfector(each, rules)
    if (found) infections.push(found)
    if (i % AT_A_TIME === 0) yield 0.5 + (0.4 * i) / index.cases.length
  }
  const clusters: Cluster[] = []
  const caseOf = new Map(index.cases.map((each) => [each.id, each]))
  for (const joined of joinSpells(spells)) {
    clusters.push({ ...joined, sources: findSources(casesOf(joined, caseOf)) })
    yield 0.9
  }
  return { clusters, infections, places: countPlaces(index) }
}

/** The findings of an analysis without a pause. */
export function analyseAtOnce(input: ClusterInput, usual?: Background): ClusterFindings {
  return runToEnd(analyseClusters(input, usual))
}

/** A part of the work: its own progress, as a part of the whole. */
function* partsOf<Result>(steps: Generator<number, Result, unknown>, part: number): Generator<number, Result, unknown> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    yield step.value * part
  }
}

const casesOf = (cluster: ClusterSpells, caseOf: ReadonlyMap<string, IndexedCase>) =>
  cluster.cases.flatMap((id) => caseOf.get(id) ?? [])

const countPlaces = ({ places }: ClusterIndex) =>
  places.map(({ place, stays }) => ({ place, cases: new Set(stays.map(({ of }) => of)).size, stays: stays.length }))
