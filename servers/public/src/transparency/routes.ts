import { getTransparency, putTransparency } from "@homesafe/api"
import { type Language, languages } from "@homesafe/i18n"
import { readEnvelope, textOfUtf8, utf8Of, writeEnvelope } from "@homesafe/protocol"
import { done, refuse } from "@homesafe/service"
import type { FastifyInstance, FastifyReply } from "fastify"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { plainStyle } from "../plain/plain-style.ts"
import { languageOf, sendPlain } from "../plain/write-frame.ts"
import { acceptFigures, keepFigures } from "./figures-store.ts"
import { readPage } from "./read-page.ts"
import { readFacts } from "./read-trust.ts"
import { transparencyStyle } from "./transparency-style.ts"
import { writePage } from "./write-page.ts"

/** What is run here and how it is kept in check, as a page without scripts and as data (ADR 0043). The documents beside it are files of the phone app's build. */
export function transparencyRoutes(app: FastifyInstance, deps: PublicDeps): void {
  const tags = ["anyone"]
  const page = async (reply: FastifyReply, language: Language) =>
    sendPlain(reply, "text/html; charset=utf-8", writePage(await readPage(deps), language))
  app.get(
    "/transparency",
    { schema: { summary: "The transparency page, in the reader's language", tags } },
    (request, reply) => page(reply.header("vary", "accept-language"), languageOf(request)),
  )
  for (const language of languages) {
    const summary = "The transparency page in one language"
    app.get(`/transparency/${language}`, { schema: { summary, tags } }, (_, reply) => page(reply, language))
  }
  app.get("/transparency/transparency.css", { schema: { hide: true } }, (_, reply) =>
    sendPlain(reply, "text/css; charset=utf-8", plainStyle + transparencyStyle),
  )
  app.get(getTransparency.path, { schema: { summary: getTransparency.summary, tags } }, async (_, reply) => {
    const { figures, signed } = await readPage(deps)
    const envelope = signed ? JSON.parse(textOfUtf8(writeEnvelope(signed)) ?? "null") : null
    return sendPlain(reply, "application/json", JSON.stringify({ signed: envelope, figures: figures ?? null }))
  })
}

/** Takes the figures that the authority's server brings. */
export function transparencyLinkRoutes(handle: Handle, deps: PublicDeps): void {
  handle(putTransparency, async ({ body }) => {
    const facts = await readFacts(deps.feed, deps.clock.now())
    if (!facts) return refuse("not-ready")
    const envelope = readEnvelope(utf8Of(JSON.stringify(body)))
    const figures = envelope.ok ? acceptFigures(envelope.value, facts.trust) : undefined
    if (!figures) return refuse("malformed")
    await keepFigures(deps, figures.seq, body)
    return done({})
  })
}
