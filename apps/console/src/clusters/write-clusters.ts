import type { ClusterReport } from "@homesafe/api"
import { dateOfDay, writeCsv } from "@homesafe/domain"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { serviceDay } from "@homesafe/protocol"
import type { ReportWords } from "./report-words.ts"

const dateOf = (day: number) => dateOfDay(serviceDay(day))

/** The clusters as a file for a spreadsheet: a line for each place of each cluster. */
export function writeClusters(t: ConsoleTranslate, { clusters }: ClusterReport, words: ReportWords): string {
  const heads = [
    "number",
    "place",
    "first",
    "last",
    "cases",
    "usual",
    "score",
    "chance",
    "caseNumbers",
    "sourceHead",
  ] as const
  const lines = clusters.flatMap(({ spells, sources: [source] }, i) =>
    spells.map((spell) => [
      ...[i + 1, words.place(spell.place), dateOf(spell.first), dateOf(spell.last), spell.cases.length],
      ...[spell.expected, spell.score, spell.chance, spell.cases.map(words.case).join(" ")],
      source ? `${words.place(source.place)}, ${dateOf(source.day)}` : null,
    ]),
  )
  return writeCsv([heads.map((key) => t(`clusters.${key}`)), ...lines])
}

/** The whole report as data, with dates in place of counted days. */
export function writePlain(report: ClusterReport): string {
  const days = new Set(["day", "first", "last", "from", "until", "onset", "tested"])
  return JSON.stringify(
    report,
    (key, value: unknown) => (typeof value === "number" && days.has(key) ? dateOf(value) : value),
    1,
  )
}
