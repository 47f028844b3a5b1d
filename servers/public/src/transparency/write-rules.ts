import { formatDate } from "@homesafe/i18n"
import type { TransparencyTranslate } from "@homesafe/i18n/transparency"
import { addDays, type PolicyEntry, type PolicyTexts, type ServiceDay, startOfServiceDay } from "@homesafe/protocol"
import { escapeMarkup as e } from "../plain/write-frame.ts"
import type { TransparencyPage } from "./read-page.ts"

/** Rules that stand open; the others are folded. */
const SHOWN = 4

/** Every rule of the ledger, newest first: what, where, from when until when, who decided and why. */
export function writeRules(page: TransparencyPage, t: TransparencyTranslate): string {
  const { ledger } = page
  const entries = (ledger?.policy.entries ?? []).map((entry) => writeRule(entry, page, t)).reverse()
  const older = entries.slice(SHOWN)
  const folded =
    older.length > 0
      ? `<details><summary>${e(t("transparency.rules.older", { n: older.length }))}</summary>${older.join("")}</details>`
      : ""
  const none = `<p>${e(t("transparency.rules.none"))}</p>`
  const source = ledger ? `<p class="soft">${e(t("transparency.rules.source", { seq: ledger.policy.seq }))}</p>` : ""
  return `<section id="rules"><h2>${e(t("transparency.rules"))}</h2><p>${e(t("transparency.rules.note"))}</p>
${entries.length > 0 ? entries.slice(0, SHOWN).join("\n") + folded : none}${source}</section>`
}

const textIn = (texts: PolicyTexts, t: TransparencyTranslate) =>
  ({ en: texts.en, "zh-Hant": texts.hant, "zh-Hans": texts.hans })[t.language]

function writeRule(entry: PolicyEntry, page: TransparencyPage, t: TransparencyTranslate): string {
  const state = page.today < entry.from ? "coming" : page.today < entry.until ? "now" : "over"
  const day = (of: ServiceDay) => formatDate(startOfServiceDay(of, page.offset) * 1000, t.language, page.timeZone)
  // `until` is the first day without the rule; people say the last day with it.
  const days = t("transparency.rules.span", { from: day(entry.from), until: day(addDays(entry.until, -1)) })
  const places = entry.categories
    .map((n) => page.ledger?.categories.find((category) => category.n === n))
    .map((category) => (category ? textIn(category, t) : "?"))
    .join(t.language === "en" ? ", " : "、")
  const facts = [
    ["places", places],
    ["days", days],
    ["by", textIn(entry.by, t)],
    ["reason", textIn(entry.reason, t)],
  ] as const
  const rows = facts.map(([name, text]) => `<dt>${e(t(`transparency.rules.${name}`))}</dt><dd>${e(text)}</dd>`)
  return `<article${state === "now" ? ' class="now"' : ""}><h3>${e(t(`transparency.rules.rule.${entry.rule}`))}
<span class="state">· ${e(t(`transparency.rules.state.${state}`))}</span></h3><dl>${rows.join("")}</dl></article>`
}
