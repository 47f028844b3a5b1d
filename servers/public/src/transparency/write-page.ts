import { formatMoment, type Language } from "@homesafe/i18n"
import { sayNames } from "@homesafe/i18n/notice"
import { type TransparencyTranslate, translateTransparency } from "@homesafe/i18n/transparency"
import { escapeMarkup as e, writeFrame, writeLanguageLinks } from "../plain/write-frame.ts"
import type { TransparencyPage } from "./read-page.ts"
import { writeBuilds } from "./write-builds.ts"
import { writeCounts } from "./write-counts.ts"
import { writeDisclosures } from "./write-disclosures.ts"
import { writeDocuments } from "./write-documents.ts"
import { writeRules } from "./write-rules.ts"

const sections = ["what", "documents", "rules", "counts", "disclosures", "builds"] as const

/** The transparency page: without scripts, so that it works in any browser, and on paper. */
export function writePage(page: TransparencyPage, language: Language): string {
  const t = translateTransparency(language)
  const title = t("transparency.title")
  const authority = sayNames(page.authority, language).text
  const contents = sections.map((name) => `<a href="#${name}">${e(t(`transparency.${name}`))}</a>`).join(" ")
  const strip = page.isDemonstration ? `<p class="strip">${e(t("transparency.demonstration"))}</p>` : ""
  return writeFrame(
    { language, title, links: `<link rel="stylesheet" href="/transparency/transparency.css">` },
    `${strip}<header>${writeLanguageLinks(language, t("transparency.languages"), "/transparency")}<h1>${e(title)}</h1>
<p>${e(t("transparency.lead", { authority }))}</p><nav aria-label="${e(t("transparency.contents"))}">${contents}</nav></header>
<main>${writeWhat(t)}
${writeDocuments(t)}
${writeRules(page, t)}
${writeCounts(page, t)}
${writeDisclosures(page, t)}
${writeBuilds(page, t)}</main>
<footer>${writeSigned(page, t)}<p>${e(t("transparency.private"))}</p>
<p><a href="/board/${language}">${e(t("transparency.board"))}</a> <a href="/transparency/data.json">${e(t("transparency.data"))}</a></p></footer>`,
  )
}

const facts = ["diary", "warning", "nobody", "case", "two", "limits"] as const

function writeWhat(t: TransparencyTranslate): string {
  const lines = facts.map((name) => `<li>${e(t(`transparency.what.${name}`))}</li>`).join("")
  return `<section id="what"><h2>${e(t("transparency.what"))}</h2><ul>${lines}</ul></section>`
}

function writeSigned({ figures, timeZone }: TransparencyPage, t: TransparencyTranslate): string {
  if (!figures) return ""
  const time = formatMoment(figures.t * 1000, t.language, timeZone)
  return `<p>${e(t("transparency.signed", { seq: String(figures.seq), time }))}</p>`
}
