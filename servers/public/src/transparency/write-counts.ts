import type { WeekFigures } from "@homesafe/api"
import { type PublishedCell, sumOfCells } from "@homesafe/domain"
import { formatDate, formatNumber } from "@homesafe/i18n"
import type { TransparencyTranslate } from "@homesafe/i18n/transparency"
import { addDays, type ServiceDay, serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { escapeMarkup as e } from "../plain/write-frame.ts"
import type { TransparencyPage } from "./read-page.ts"

const method = ["weeks", "small", "what", "never"] as const
/** Weeks that stand in the table, newest first. */
const SHOWN = 13

/** The counts of whole weeks, by kind of place for the newest and in sum for those before, with the method. */
export function writeCounts(page: TransparencyPage, t: TransparencyTranslate): string {
  const weeks = [...(page.figures?.weeks ?? [])].reverse()
  const [newest] = weeks
  const none = `<div class="none"><h3>${e(t("transparency.counts.none"))}</h3><p>${e(t("transparency.counts.noneText"))}</p></div>`
  const tables = newest ? `${writeCategories(newest, page, t)}${writeWeeks(weeks.slice(0, SHOWN), page, t)}` : none
  const lines = method.map((name) => `<li>${e(t(`transparency.counts.method.${name}`))}</li>`).join("")
  return `<section id="counts"><h2>${e(t("transparency.counts"))}</h2>${tables}
<h3>${e(t("transparency.counts.method"))}</h3><ul>${lines}</ul></section>`
}

function writeCategories(week: WeekFigures, page: TransparencyPage, t: TransparencyTranslate): string {
  const day = (of: ServiceDay) => formatDate(startOfServiceDay(of, page.offset) * 1000, t.language, page.timeZone)
  const from = serviceDay(week.week)
  const caption = t("transparency.counts.byCategory", { from: day(from), until: day(addDays(from, 6)) })
  const named = new Set([...week.registered, ...week.warnings].map(({ category }) => category))
  const order = (n: number | null) => n ?? Number.MAX_SAFE_INTEGER
  const of = (cells: readonly PublishedCell[], n: number | null) =>
    cells.find(({ category }) => category === n)?.least ?? 0
  const rows = [...named]
    .sort((a, b) => order(a) - order(b))
    .map((n) => rowOf(categoryIn(n, page, t), [of(week.registered, n), of(week.warnings, n)], t))
  // Kinds of which nothing is published are one row: which of them have one and which none, nobody can tell.
  const rest = rowOf(t("transparency.counts.rest"), [0, 0], t)
  const sums = rowOf(t("transparency.counts.sum"), [sumOfCells(week.registered), sumOfCells(week.warnings)], t)
  const head = ["category", "registered", "warnings"] as const
  return tableOf(caption, head, `<tbody>${rows.join("")}${rest}</tbody><tfoot>${sums}</tfoot>`, t)
}

function categoryIn(n: number | null, { ledger }: TransparencyPage, t: TransparencyTranslate): string {
  const found = ledger?.categories.find((category) => category.n === n)
  if (n === null) return t("transparency.counts.others")
  return found ? { en: found.en, "zh-Hant": found.hant, "zh-Hans": found.hans }[t.language] : String(n)
}

function writeWeeks(weeks: readonly WeekFigures[], page: TransparencyPage, t: TransparencyTranslate): string {
  const rows = weeks.map((week) => {
    const start = startOfServiceDay(serviceDay(week.week), page.offset) * 1000
    const counts = [sumOfCells(week.warnings), week.corrections, week.withdrawals, week.codes]
    return rowOf(formatDate(start, t.language, page.timeZone), counts, t)
  })
  const head = ["week", "warnings", "corrections", "withdrawals", "codes"] as const
  return tableOf(t("transparency.counts.byWeek"), head, `<tbody>${rows.join("")}</tbody>`, t)
}

type Head = "category" | "week" | "registered" | "warnings" | "corrections" | "withdrawals" | "codes"

function tableOf(caption: string, head: readonly Head[], rows: string, t: TransparencyTranslate): string {
  const cells = head.map((name) => `<th scope="col">${e(t(`transparency.counts.${name}`))}</th>`).join("")
  // A keyboard must be able to scroll what a narrow screen cuts off.
  return `<div class="scroll" tabindex="0" role="region" aria-label="${e(caption)}"><table><caption>${e(caption)}</caption><thead><tr>${cells}</tr></thead>${rows}</table></div>`
}

function rowOf(name: string, counts: readonly number[], t: TransparencyTranslate): string {
  const cells = counts.map((n) =>
    n === 0
      ? `<td class="few">${e(t("transparency.counts.few"))}</td>`
      : `<td>${e(t("transparency.counts.least", { n: formatNumber(n, t.language) }))}</td>`,
  )
  return `<tr><th scope="row">${e(name)}</th>${cells.join("")}</tr>`
}
