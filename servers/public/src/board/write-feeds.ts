import { writeICalendar } from "@homesafe/domain"
import type { Language } from "@homesafe/i18n"
import { translateBoard } from "@homesafe/i18n/board"
import { sayNames } from "@homesafe/i18n/notice"
import { escapeMarkup } from "../plain/write-frame.ts"
import type { Board } from "./read-board.ts"
import { type SaidEntry, sayEntry } from "./say-entry.ts"

/** The board as RSS 2.0: an entry that is withdrawn has another id than before, so that readers show it anew. */
export function writeRss(board: Board, language: Language, origin: string): string {
  const t = translateBoard(language)
  const authority = sayNames(board.authority, language).text
  const link = `${origin}/board/${language}`
  const items = board.entries.map((entry) => {
    const said = sayEntry(entry, board, language)
    const id = `${said.id}${said.isWithdrawn ? "-withdrawn" : ""}`
    return `<item><title>${e(titleOf(said, language))}</title><link>${e(`${link}#n-${said.id}`)}</link>
<guid isPermaLink="false">${e(id)}</guid><description>${e(describe(said, language))}</description></item>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>${e(t("board.title"))}</title><link>${e(link)}</link><language>${language}</language>
<description>${e(t("board.lead", { authority }))}</description><lastBuildDate>${new Date(board.t * 1000).toUTCString()}</lastBuildDate>
${items.join("\n")}</channel></rss>
`
}

/** The board as a calendar that can be subscribed to (RFC 5545). */
export function writeBoardCalendar(board: Board, language: Language, host: string): string {
  const events = board.entries.map((entry) => {
    const said = sayEntry(entry, board, language)
    return {
      uid: `${said.id}@${host}`,
      from: said.from,
      until: said.until,
      summary: titleOf(said, language),
      description: describe(said, language),
      isPrivate: false,
      isCancelled: said.isWithdrawn,
    }
  })
  return writeICalendar("Board 1", board.t, events)
}

/** The board as data: the signed entries as they are, and the list that they stand in. Times in seconds. */
export function boardData({ seq, t, hash, entries }: Board) {
  return { v: 1, list: { seq, t, sha256: hash }, entries }
}

const e = escapeMarkup

function titleOf({ place, disease, time }: SaidEntry, language: Language): string {
  return language === "en" ? `${place}: ${disease}, ${time}` : `${place}：${disease}，${time}`
}

function describe({ isWithdrawn, lead, steps }: SaidEntry, language: Language): string {
  const t = translateBoard(language)
  return isWithdrawn ? `${t("board.withdrawn")} ${t("board.withdrawnText")}` : [lead, ...steps].join("\n")
}
