import { formatMoment, type Language } from "@homesafe/i18n"
import { type BoardTranslate, translateBoard } from "@homesafe/i18n/board"
import { sayNames } from "@homesafe/i18n/notice"
import { escapeMarkup, writeFrame, writeLanguageLinks } from "../plain/write-frame.ts"
import type { Board } from "./read-board.ts"
import { type SaidEntry, sayEntry } from "./say-entry.ts"

/** The board as a page without scripts: it works in any browser, and on paper. */
export function writePage(board: Board, language: Language): string {
  const t = translateBoard(language)
  const authority = sayNames(board.authority, language).text
  const time = formatMoment(board.t * 1000, language, board.timeZone)
  const entries = board.entries.map((entry) => writeEntry(sayEntry(entry, board, language), t, language))
  const none = `<section class="none"><h2>${e(t("board.none"))}</h2><p>${e(t("board.noneText"))}</p></section>`
  const hotline = `<a href="tel:${e(board.hotline.replace(/[^\d+]/g, ""))}">${e(board.hotline)}</a>`
  const [before = "", after = ""] = t("board.call", { hotline: "\0" }).split("\0")
  return frame(
    { language, title: t("board.title") },
    `${board.isDemonstration ? `<p class="strip">${e(t("board.demonstration"))}</p>` : ""}
<header>${writeLanguageLinks(language, t("board.languages"), "/board")}<h1>${e(t("board.title"))}</h1>
<p>${e(t("board.lead", { authority }))}</p></header>
<main>${entries.length > 0 ? entries.join("\n") : none}</main>
<footer><p>${e(before)}${hotline}${e(after)}</p>
<p>${e(t("board.stand", { seq: board.seq, time }))}</p><p>${e(t("board.signed", { zone: authority }))}</p>
<p>${e(t("board.private"))}</p>
<nav aria-label="${e(t("board.follow"))}"><a href="/board/${language}/feed.rss">${e(t("board.rss"))}</a>
<a href="/board/${language}/calendar.ics">${e(t("board.calendar"))}</a> <a href="/board/board.json">${e(t("board.data"))}</a></nav>
<p><a href="/transparency/${language}">${e(t("board.transparency"))}</a></p></footer>`,
  )
}

/** What stands there before the first list. */
export function writeNotReady(language: Language): string {
  const t = translateBoard(language)
  const title = t("board.notReady")
  return frame({ language, title }, `<main><h1>${e(title)}</h1><p>${e(t("board.notReadyText"))}</p></main>`)
}

const e = escapeMarkup

function frame({ language, title }: { readonly language: Language; readonly title: string }, body: string): string {
  const links = `<link rel="stylesheet" href="/board/board.css">
<link rel="alternate" type="application/rss+xml" href="/board/${language}/feed.rss">`
  return writeFrame({ language, title, links }, body)
}

function writeEntry(entry: SaidEntry, t: BoardTranslate, language: Language): string {
  const lang = entry.placeLanguage === language ? "" : ` lang="${entry.placeLanguage}"`
  const steps = entry.steps.map((step) => `<li>${e(step)}</li>`).join("")
  const advice = entry.isWithdrawn
    ? `<p class="over"><strong>${e(t("board.withdrawn"))}</strong> ${e(t("board.withdrawnText"))}</p>`
    : `<h3>${e(t("board.do"))}</h3><p>${e(entry.lead)}</p><ol>${steps}</ol>`
  return `<article id="n-${e(entry.id)}"${entry.isWithdrawn ? ' class="withdrawn"' : ""}>
<h2${lang}><bdi>${e(entry.place)}</bdi></h2>
<dl><dt>${e(t("board.when"))}</dt><dd>${e(entry.time)}</dd><dt>${e(t("board.disease"))}</dt><dd>${e(entry.disease)}</dd></dl>
${advice}</article>`
}
