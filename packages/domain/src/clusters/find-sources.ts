import type { IndexedCase, PlacedStay } from "./cluster-input.ts"

/** Likely sources that are told of one cluster. */
const MOST_SOURCES = 5

/** A place and day on which several cases of a cluster may have been infected. */
export interface Source {
  readonly place: string
  readonly day: number
  /** Cases of the cluster who were there on a day that lies within their incubation. */
  readonly exposed: readonly string[]
  /** Cases, of the cluster or not, who were there that day and infectious. */
  readonly infectious: readonly string[]
}

/**
 * Looks backward: the places and days at which the exposure days of most cases meet. Where as many meet, the one with somebody infectious comes
 * first, then the earlier.
 */
export function findSources(cases: readonly IndexedCase[]): Source[] {
  const met = new Map<string, PlacedStay[]>()
  for (const { stays } of cases)
    for (const stay of stays) {
      if (!stay.wasExposed) continue
      const key = `${stay.day} ${stay.at.place}`
      const there = met.get(key)
      if (there) there.push(stay)
      else met.set(key, [stay])
    }
  const counted = [...met.values()].map((stays) => ({ stays, n: new Set(stays.map(({ of }) => of)).size }))
  const most = Math.max(0, ...counted.map(({ n }) => n))
  if (most < 2) return []
  return counted
    .filter(({ n }) => n >= Math.max(2, most - 1))
    .flatMap(({ stays }) => sourceOf(stays))
    .sort(byLikelihood)
    .slice(0, MOST_SOURCES)
}

function sourceOf(stays: readonly PlacedStay[]): Source[] {
  const [one] = stays
  if (!one) return []
  const infectious = one.at.infectious.filter(({ day }) => day === one.day).map(({ of }) => of.id)
  const exposed = [...new Set(stays.map(({ of }) => of.id))].sort()
  return [{ place: one.at.place, day: one.day, exposed, infectious: [...new Set(infectious)].sort() }]
}

function byLikelihood(a: Source, b: Source): number {
  const [inA, inB] = [Number(a.infectious.length > 0), Number(b.infectious.length > 0)]
  return b.exposed.length - a.exposed.length || inB - inA || a.day - b.day || (a.place < b.place ? -1 : 1)
}
