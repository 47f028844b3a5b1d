import { isLanguage, type Language } from "@homesafe/i18n"
import { sendProblem } from "@homesafe/service"
import type { FastifyInstance, FastifyReply } from "fastify"
import type { PublicDeps } from "../deps.ts"
import { plainStyle } from "../plain/plain-style.ts"
import { languageOf, sendPlain } from "../plain/write-frame.ts"
import { type Board, readBoard } from "./read-board.ts"
import { boardData, writeBoardCalendar, writeRss } from "./write-feeds.ts"
import { writeNotReady, writePage } from "./write-page.ts"

/** "Were you there?": what the authority names in public, as a page without scripts, RSS, calendar and data (ADR 0018). */
export function boardRoutes(app: FastifyInstance, { feed, origin }: PublicDeps): void {
  const host = new URL(origin).host
  const html = "text/html; charset=utf-8"
  const page = async (reply: FastifyReply, language: Language) => {
    const board = await readBoard(feed)
    if (!board) return sendPlain(reply.code(503).header("retry-after", "60"), html, writeNotReady(language))
    return sendPlain(reply, html, writePage(board, language))
  }
  const tags = ["anyone"]
  app.get("/board", { schema: { summary: "The public board, in the reader's language", tags } }, (request, reply) => {
    return page(reply.header("vary", "accept-language"), languageOf(request))
  })
  app.get("/board/board.css", { schema: { hide: true } }, (_, reply) =>
    sendPlain(reply, "text/css; charset=utf-8", plainStyle),
  )
  app.get("/board/board.json", { schema: { summary: "The public board as data", tags } }, async (_, reply) => {
    const board = await readBoard(feed)
    return board
      ? sendPlain(reply, "application/json", JSON.stringify(boardData(board)))
      : sendProblem(reply, "not-ready")
  })
  app.get<{ Params: { language: string } }>(
    "/board/:language",
    { schema: { summary: "The public board in one language", tags } },
    ({ params }, reply) =>
      isLanguage(params.language) ? page(reply, params.language) : sendProblem(reply, "not-found"),
  )
  const inLanguage = (path: string, summary: string, type: string, write: (board: Board, to: Language) => string) =>
    app.get<{ Params: { language: string } }>(
      `/board/:language/${path}`,
      { schema: { summary, tags } },
      async ({ params }, reply) => {
        if (!isLanguage(params.language)) return sendProblem(reply, "not-found")
        const board = await readBoard(feed)
        return board ? sendPlain(reply, type, write(board, params.language)) : sendProblem(reply, "not-ready")
      },
    )
  inLanguage("feed.rss", "The public board as RSS", "application/rss+xml; charset=utf-8", (board, to) =>
    writeRss(board, to, origin),
  )
  inLanguage("calendar.ics", "The public board as a calendar", "text/calendar; charset=utf-8", (board, to) =>
    writeBoardCalendar(board, to, host),
  )
}
