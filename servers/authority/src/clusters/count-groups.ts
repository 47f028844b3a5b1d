import type { ClusterReport } from "@homesafe/api"
import type { ClusterFindings, Infection } from "@homesafe/domain"
import type { NamedPlace } from "./name-places.ts"

type Groups = Pick<ClusterReport, "categories" | "districts">

/** Places that cases visited, by category and by district: the busiest first, those that the register does not know together. */
export function countGroups(places: ClusterFindings["places"], named: ReadonlyMap<string, NamedPlace>): Groups {
  const categories = groupBy(places, ({ place }) => named.get(place)?.venue.category ?? null)
  const districts = groupBy(places, ({ place }) => named.get(place)?.district ?? null)
  return {
    categories: categories.map(([category, counts]) => ({ category, ...counts })),
    districts: districts.map(([district, counts]) => ({ district, ...counts })),
  }
}

function groupBy<Key extends number | null>(
  places: ClusterFindings["places"],
  keyOf: (place: ClusterFindings["places"][number]) => Key,
) {
  const groups = new Map<Key, { places: number; cases: number; stays: number }>()
  for (const place of places) {
    const key = keyOf(place)
    const group = groups.get(key) ?? { places: 0, cases: 0, stays: 0 }
    group.places += 1
    group.cases += place.cases
    group.stays += place.stays
    groups.set(key, group)
  }
  return [...groups].sort(([a, x], [b, y]) => y.stays - x.stays || (String(a) < String(b) ? -1 : 1))
}

/** How many chains the likely infections make, and how many persons the longest has. */
export function countChains(infections: readonly Infection[]): ClusterReport["chains"] {
  const infectorOf = new Map(infections.map(({ case: id, infector }) => [id, infector]))
  const lengths = new Map<string, number>()
  const lengthOf = (id: string): number => {
    const path: string[] = []
    let at: string | undefined = id
    while (at !== undefined && !lengths.has(at)) {
      path.push(at)
      at = infectorOf.get(at)
    }
    let length = at === undefined ? 0 : (lengths.get(at) ?? 0)
    for (const each of path.reverse()) lengths.set(each, ++length)
    return lengths.get(id) ?? length
  }
  const roots = new Set([...infectorOf.values()].filter((id) => !infectorOf.has(id)))
  const longest = infections.reduce((most, { case: id }) => Math.max(most, lengthOf(id)), 0)
  return { infections: infections.length, chains: roots.size, longest }
}
