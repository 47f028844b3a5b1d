import type { ClusterReport } from "@homesafe/api"
import {
  type Cluster,
  type ClusterFindings,
  type ClusterVisit,
  countCurve,
  measureLags,
  type Spell,
} from "@homesafe/domain"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { countChains, countGroups } from "./count-groups.ts"
import type { NamedPlace } from "./name-places.ts"
import { plateIn } from "./open-visits.ts"
import type { AnalysisWindow, WindowCase } from "./window-cases.ts"

/** Clusters that are told one by one. */
const MOST_CLUSTERS = 100

/** What a report is written from. */
export interface Analysed {
  readonly window: AnalysisWindow
  /** The deployment's, for days as moments. */
  readonly offset: number
  readonly cases: readonly WindowCase[]
  readonly visits: readonly ClusterVisit[]
  readonly findings: ClusterFindings
  readonly named: ReadonlyMap<string, NamedPlace>
}

/** Says an analysis's findings with the register's names. What a case told in words, of a place that nobody registered, is not in it. */
export function writeReport({ window, offset, cases, visits, findings, named }: Analysed): ClusterReport {
  const indexOfCase = new Map(cases.map(({ id }, i) => [id, i]))
  const places = placesOf(findings, named)
  const say = { case: (id: string) => indexOfCase.get(id) ?? 0, place: places.indexOf }
  const told = findings.clusters.slice(0, MOST_CLUSTERS)
  const days = countDays(told, visits)
  const clusters = told.map((cluster) => sayCluster(cluster, findings, days, say))
  const midnight = (day: number | null) => (day === null ? null : startOfServiceDay(serviceDay(day), offset))
  return {
    ...window,
    visits: visits.length,
    cases: cases.map(({ id, number, onset, tested }) => ({ id, number, onset, tested })),
    places: places.list,
    clusters,
    found: findings.clusters.length,
    chains: countChains(findings.infections),
    curve: countCurve(cases),
    lags: measureLags(
      cases.map(({ onset, tested, ...rest }) => ({ ...rest, onset: midnight(onset), tested: midnight(tested) ?? 0 })),
    ),
    ...countGroups(findings.places, named),
  }
}

/** The places that clusters name, each once: `indexOf` adds one when it is first named. */
function placesOf({ places }: ClusterFindings, named: Analysed["named"]) {
  const counts = new Map(places.map((each) => [each.place, each]))
  const indexes = new Map<string, number>()
  const list: ClusterReport["places"] = []
  const indexOf = (place: string) => {
    const known = indexes.get(place)
    if (known !== undefined) return known
    const { cases = 0, stays = 0 } = counts.get(place) ?? {}
    list.push({ venue: named.get(place)?.venue ?? null, plate: plateIn(place), cases, stays })
    indexes.set(place, list.length - 1)
    return list.length - 1
  }
  return { list, indexOf }
}

type DayCounts = Map<string, Map<number, Set<string>>>

/** Distinct cases of each day at the places of the clusters. */
function countDays(clusters: readonly Cluster[], visits: readonly ClusterVisit[]): DayCounts {
  const days: DayCounts = new Map(clusters.flatMap(({ spells }) => spells.map(({ place }) => [place, new Map()])))
  for (const { case: id, place, day } of visits) {
    const ofPlace = days.get(place)
    if (!ofPlace) continue
    const there = ofPlace.get(day)
    if (there) there.add(id)
    else ofPlace.set(day, new Set([id]))
  }
  return days
}

interface Say {
  readonly case: (id: string) => number
  readonly place: (place: string) => number
}

function sayCluster(
  { spells, cases, first, last, score, chance, sources }: Cluster,
  { infections }: ClusterFindings,
  days: DayCounts,
  say: Say,
): ClusterReport["clusters"][number] {
  const members = new Set(cases)
  return {
    ...{ first, last, score, chance },
    spells: spells.map((spell) => saySpell(spell, days, say)),
    cases: cases.map(say.case),
    sources: sources.map(({ place, day, exposed, infectious }) => ({
      place: say.place(place),
      day,
      exposed: exposed.map(say.case),
      infectious: infectious.map(say.case),
    })),
    infections: infections
      .filter((each) => members.has(each.case))
      .map(({ case: id, infector, place, ties, ...rest }) => ({
        ...rest,
        case: say.case(id),
        infector: say.case(infector),
        place: say.place(place),
        ties: ties.map(say.case),
      })),
  }
}

function saySpell({ place, cases, ...rest }: Spell, days: DayCounts, say: Say) {
  const members = new Set(cases)
  const counted = [...(days.get(place) ?? [])]
    .filter(([day]) => rest.first <= day && day <= rest.last)
    .map(([day, there]) => ({ day, cases: [...there].filter((id) => members.has(id)).length }))
    .sort((a, b) => a.day - b.day)
  return { ...rest, place: say.place(place), cases: cases.map(say.case), days: counted }
}
