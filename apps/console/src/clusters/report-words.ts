import type { ClusterReport, ReportCluster } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import type { Catalogue } from "@homesafe/protocol"
import { areaName } from "../app/area-names.ts"
import { placeName, textIn } from "../app/names.ts"

/** Seconds of a day: lags are told in days. */
export const DAY_SECONDS = 86_400

/** How the parts of a report are called. */
export interface ReportWords {
  readonly place: (index: number) => string
  readonly case: (index: number) => string
  readonly category: (n: number | null) => string
  readonly district: (area: number | null) => string
  readonly cluster: (cluster: ReportCluster) => string
}

/** Names of a report's places, cases and clusters in the reader's language. */
export function wordsOf(
  t: ConsoleTranslate,
  { places, cases }: ClusterReport,
  { categories }: Pick<Catalogue, "categories">,
): ReportWords {
  const place = (index: number) => {
    const found = places[index]
    return (found && placeName(t, found)) ?? t("visits.unknownVenue")
  }
  return {
    place,
    case: (index) => cases[index]?.number ?? "",
    category: (n) => {
      const category = categories.find((each) => each.n === n)
      return category ? textIn(category, t.language) : t("clusters.notRegistered")
    },
    district: (area) => (area === null ? t("clusters.notSaid") : areaName(t, area)),
    cluster: (cluster) => {
      const [first, ...others] = placesOf(cluster)
      const name = place(first ?? -1)
      return others.length === 0 ? name : t("clusters.andMore", { name, n: others.length })
    },
  }
}

/** A cluster's places, the strongest first, each once. */
export function placesOf({ spells }: ReportCluster): number[] {
  return [...new Set([...spells].sort((a, b) => b.score - a.score).map(({ place }) => place))]
}

/** Chances of one in a million and less say no more than that. */
export function sayChance(t: ConsoleTranslate, chance: number): string {
  return chance < 0.001 ? t("clusters.chanceTiny") : chance.toFixed(3)
}
