import type { ClusterReport } from "@homesafe/api"
import { dateOfDay, writeCsv } from "@homesafe/domain"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { serviceDay } from "@homesafe/protocol"
import { DAY_SECONDS, type ReportWords } from "./report-words.ts"

type Line = (string | number | null)[]

const dateOf = (day: number) => dateOfDay(serviceDay(day))
const daysOf = (seconds: number | null) => (seconds === null ? null : Number((seconds / DAY_SECONDS).toFixed(3)))

type Head =
  | "number"
  | "place"
  | "first"
  | "last"
  | "cases"
  | "usual"
  | "score"
  | "chance"
  | "caseNumbers"
  | "day"
  | "sourceCases"
  | "sourceCarriers"
  | "case"
  | "infector"
  | "ties"
  | "minutes"
  | "serial"
  | "onsets"
  | "tests"
  | "step"
  | "median"
  | "p90"
  | "category"
  | "district"
  | "placeCount"
  | "caseCount"
  | "stays"

/**
 * Everything that the pages show as a file for a spreadsheet: one table below the other, each with its name, an empty line between them. The
 * first are the clusters, a line for each place of each.
 */
export function writeClusters(t: ConsoleTranslate, report: ClusterReport, words: ReportWords): string {
  const { clusters, curve, lags, categories, districts } = report
  const ofEach = (linesOf: (cluster: ClusterReport["clusters"][number]) => Line[]) =>
    clusters.flatMap((cluster, i) => linesOf(cluster).map((line) => [i + 1, ...line]))
  const table = (title: string, heads: readonly Head[], lines: readonly Line[]): Line[] => [
    [title],
    heads.map((key) => t(`clusters.${key}`)),
    ...lines,
    [],
  ]
  const counts = ({ places, cases, stays }: { places: number; cases: number; stays: number }) => [places, cases, stays]
  return writeCsv([
    ...table(
      t("clusters.title"),
      ["number", "place", "first", "last", "cases", "usual", "score", "chance", "caseNumbers"],
      ofEach(({ spells }) =>
        spells.map((spell) => [
          ...[words.place(spell.place), dateOf(spell.first), dateOf(spell.last), spell.cases.length],
          ...[spell.expected, spell.score, spell.chance, spell.cases.map(words.case).join(" ")],
        ]),
      ),
    ),
    ...table(
      t("clusters.placesHead"),
      ["number", "place", "day", "cases"],
      ofEach(({ spells }) =>
        spells.flatMap(({ place, days }) => days.map(({ day, cases }) => [words.place(place), dateOf(day), cases])),
      ),
    ),
    ...table(
      t("clusters.sourceHead"),
      ["number", "place", "day", "sourceCases", "sourceCarriers"],
      ofEach(({ sources }) =>
        sources.map(({ place, day, exposed, infectious }) => [
          ...[words.place(place), dateOf(day)],
          ...[exposed.map(words.case).join(" "), infectious.map(words.case).join(" ")],
        ]),
      ),
    ),
    ...table(
      t("clusters.chainHead"),
      ["number", "case", "infector", "ties", "place", "day", "minutes", "serial"],
      ofEach(({ infections }) =>
        infections.map((each) => [
          ...[words.case(each.case), words.case(each.infector), each.ties.map(words.case).join(" ")],
          ...[words.place(each.place), dateOf(each.day), each.minutes, each.serialDays],
        ]),
      ),
    ),
    ...table(
      t("clusters.curveHead"),
      ["day", "onsets", "tests"],
      curve.map(({ day, onsets, tests }) => [dateOf(day), onsets, tests]),
    ),
    ...table(
      t("clusters.lagHead"),
      ["step", "cases", "median", "p90"],
      lags.map(({ step, cases, median, p90 }) => [t(`clusters.step.${step}`), cases, daysOf(median), daysOf(p90)]),
    ),
    ...table(
      t("clusters.categories"),
      ["category", "placeCount", "caseCount", "stays"],
      categories.map(({ category, ...group }) => [words.category(category), ...counts(group)]),
    ),
    ...table(
      t("clusters.districts"),
      ["district", "placeCount", "caseCount", "stays"],
      districts.map(({ district, ...group }) => [words.district(district), ...counts(group)]),
    ),
  ])
}

/** The whole report as data, with dates in place of counted days. */
export function writePlain(report: ClusterReport): string {
  const dates = new Map<number, string>()
  const dateOnce = (day: number) => {
    const known = dates.get(day) ?? dateOf(day)
    dates.set(day, known)
    return known
  }
  const days = new Set(["day", "first", "last", "from", "until", "onset", "tested"])
  return JSON.stringify(report, (key, value: unknown) =>
    typeof value === "number" && days.has(key) ? dateOnce(value) : value,
  )
}
