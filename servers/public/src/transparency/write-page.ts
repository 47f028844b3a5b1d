import type { TransparencyText } from "@homesafe/api"
import { formatDate, formatMoment, type Language } from "@homesafe/i18n"
import { translateBoard } from "@homesafe/i18n/board"
import { sayNames } from "@homesafe/i18n/notice"
import { translateShared } from "@homesafe/i18n/shared"
import type { Catalogue, Names, Policy } from "@homesafe/protocol"
import { escapeMarkup as e, languageLinks, writeFrame } from "../pages/write-frame.ts"
import { documentNames } from "./documents.ts"

/** What the page is written from: signed files of the feed, and what the authority told of its work. */
export interface PublicFace {
  readonly authority: Names
  readonly timeZone: string
  readonly isDemonstration: boolean
  readonly catalogue: Catalogue
  readonly policy: Policy
  /** Null before the authority has told anything. */
  readonly said: TransparencyText | null
  /** Name of the phone app's build that the roots signed; null where none is. */
  readonly build: string | null
}

/** What this system is, what it counts, to whom data went, by which rules doors go, and where to read more. */
export function writeTransparency(face: PublicFace, language: Language): string {
  const t = translateBoard(language)
  const title = t("transparency.title")
  const authority = sayNames(face.authority, language).text
  return writeFrame(
    { language, title },
    `${face.isDemonstration ? `<p class="strip">${e(t("board.demonstration"))}</p>` : ""}
<header>${languageLinks(language, t("board.languages"), (to) => `/transparency/${to}`)}<h1>${e(title)}</h1>
<p>${e(t("transparency.lead", { authority }))}</p></header>
<main>
<section><h2>${e(t("transparency.knows"))}</h2><ul>${["1", "2", "3", "4", "5"].map((n) => `<li>${e(t(`transparency.knows${n}` as "transparency.knows1"))}</li>`).join("")}</ul></section>
${counts(face, language)}
${disclosures(face, language)}
${rules(face, language)}
<section><h2>${e(t("transparency.documents"))}</h2><p>${e(t("transparency.documentsText"))}</p><ul>${documentNames
      .map(
        (name) =>
          `<li><a href="/transparency/documents/${name}" lang="en">${e(t(`transparency.document.${name}`))}</a></li>`,
      )
      .join("")}</ul></section>
<section><h2>${e(t("transparency.build"))}</h2><p>${e(face.build === null ? t("transparency.buildNone") : t("transparency.buildText"))}</p>
${face.build === null ? "" : `<p><code>${e(face.build)}</code></p>`}</section>
</main>
<footer><p>${e(t("board.private"))}</p><nav aria-label="${e(t("board.follow"))}"><a href="/transparency/data.json">${e(t("board.data"))}</a>
<a href="/board/${language}">${e(t("board.title"))}</a></nav></footer>`,
  )
}

function counts({ said, catalogue, timeZone }: PublicFace, language: Language): string {
  const t = translateBoard(language)
  const title = `<h2>${e(t("transparency.counts"))}</h2>`
  if (!said) return `<section>${title}<p>${e(t("transparency.none"))}</p></section>`
  const nameOf = (n: number) => {
    const category = catalogue.categories.find((each) => each.n === n)
    return category ? sayNames(category, language).text : t("transparency.otherPlace")
  }
  const number = (count: number | null) => (count === null ? t("transparency.few") : String(count))
  const warned = new Map(said.warnings.map(({ category, count }) => [category, count]))
  const categories = [...new Set([...said.venues, ...said.warnings].map(({ category }) => category))].sort(
    (a, b) => a - b,
  )
  const places = new Map(said.venues.map(({ category, count }) => [category, count]))
  return `<section>${title}<p>${e(t("transparency.method"))}</p>
${table(
  t("transparency.byWeek"),
  [
    t("transparency.week"),
    t("transparency.cases"),
    t("transparency.warnings"),
    t("transparency.corrections"),
    t("transparency.withdrawals"),
  ],
  said.weeks.map((week) => [
    formatDate(week.from * 86_400_000, language, "UTC"),
    ...[week.cases, week.warnings, week.corrections, week.withdrawals].map(number),
  ]),
)}
${table(
  t("transparency.byCategory"),
  [t("transparency.category"), t("transparency.venues"), t("transparency.warnings")],
  categories.map((n) => [nameOf(n), number(places.get(n) ?? 0), number(warned.get(n) ?? (warned.has(n) ? null : 0))]),
)}
<p>${e(t("transparency.stand", { time: formatMoment(said.t * 1000, language, timeZone) }))}</p></section>`
}

function disclosures({ said }: PublicFace, language: Language): string {
  const t = translateBoard(language)
  const all = said?.disclosures ?? []
  const rows = all.map(({ day, recipient, office, basis, classes, people }) => [
    formatDate(Date.parse(day), language, "UTC"),
    `${t(`transparency.recipient.${recipient}`)}: ${office}`,
    basis,
    classes.map((name) => t(`transparency.class.${name}`)).join(", "),
    String(people),
  ])
  const head = ["day", "to", "basis", "what", "people"] as const
  return `<section><h2>${e(t("transparency.disclosures"))}</h2><p>${e(t("transparency.disclosuresText"))}</p>
${
  rows.length === 0
    ? `<p class="none">${e(t("transparency.disclosuresNone"))}</p>`
    : table(
        t("transparency.disclosures"),
        head.map((key) => t(`transparency.${key}`)),
        rows,
      )
}</section>`
}

function rules({ policy, catalogue }: PublicFace, language: Language): string {
  const [t, shared] = [translateBoard(language), translateShared(language)]
  const day = (n: number) => formatDate(n * 86_400_000, language, "UTC")
  const nameOf = (n: number) => {
    const category = catalogue.categories.find((each) => each.n === n)
    return category ? sayNames(category, language).text : String(n)
  }
  const entries = [...policy.entries].reverse().map(
    (entry) => `<article><h3>${e(shared(`rules.rule.${entry.rule}`))}</h3><dl><dt>${e(t("transparency.ruleDays"))}</dt>
<dd>${e(day(entry.from))} – ${e(day(entry.until - 1))}</dd><dt>${e(t("transparency.ruleBy"))}</dt><dd>${e(sayNames(entry.by, language).text)}</dd>
<dt>${e(t("transparency.ruleWhy"))}</dt><dd>${e(sayNames(entry.reason, language).text)}</dd></dl>
<details><summary>${e(t("transparency.ruleWhere", { n: entry.categories.length }))}</summary><p>${e(entry.categories.map(nameOf).join(", "))}</p></details></article>`,
  )
  return `<section><h2>${e(t("transparency.rules"))}</h2><p>${e(t("transparency.rulesText"))}</p>${entries.join("\n")}</section>`
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? `<th scope="row">${e(cell)}</th>` : `<td>${e(cell)}</td>`)).join("")
  return `<div class="scroll" tabindex="0" role="region" aria-label="${e(caption)}"><table><caption>${e(caption)}</caption>
<thead><tr>${head.map((cell) => `<th scope="col">${e(cell)}</th>`).join("")}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</tbody></table></div>`
}
