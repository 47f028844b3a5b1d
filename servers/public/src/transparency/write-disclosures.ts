import type { Disclosure } from "@homesafe/api"
import { formatDate, formatNumber } from "@homesafe/i18n"
import type { TransparencyTranslate } from "@homesafe/i18n/transparency"
import { escapeMarkup as e } from "../plain/write-frame.ts"
import type { TransparencyPage } from "./read-page.ts"

/** The register of disclosures, newest first. */
export function writeDisclosures({ figures }: TransparencyPage, t: TransparencyTranslate): string {
  const entries = [...(figures?.register.disclosures ?? [])].reverse().map((entry) => writeDisclosure(entry, t))
  const none = `<p>${e(t(figures ? "transparency.disclosures.none" : "transparency.disclosures.unknown"))}</p>`
  return `<section id="disclosures"><h2>${e(t("transparency.disclosures"))}</h2><p>${e(t("transparency.disclosures.note"))}</p>
${entries.length > 0 ? entries.join("\n") : none}</section>`
}

function writeDisclosure(
  { recipient, office, basis, classes, people, day }: Disclosure,
  t: TransparencyTranslate,
): string {
  const date = formatDate(Date.parse(day), t.language, "+00:00") // a date without a zone
  const what = classes.map((name) => t(`transparency.class.${name}`)).join(t.language === "en" ? ", " : "、")
  return `<article><h3><bdi>${e(office)}</bdi> <span class="state">· ${e(t(`transparency.recipient.${recipient}`))} · ${e(date)}</span></h3>
<dl><dt>${e(t("transparency.disclosures.basis"))}</dt><dd><bdi>${e(basis)}</bdi></dd>
<dt>${e(t("transparency.disclosures.classes"))}</dt><dd>${e(what)}</dd>
<dt>${e(t("transparency.disclosures.people"))}</dt><dd>${formatNumber(people, t.language)}</dd></dl></article>`
}
