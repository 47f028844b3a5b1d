import { type Language, languages, pickLanguage } from "@homesafe/i18n"
import { translateShared } from "@homesafe/i18n/shared"
import type { FastifyReply, FastifyRequest } from "fastify"

/** Nothing but the page and its style: no script, no picture, no frame, nothing to send. */
const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Sends a page without scripts, or what belongs to one. */
export function sendPlain(reply: FastifyReply, type: string, text: string): FastifyReply {
  return reply.header("content-security-policy", policy).header("cache-control", "no-cache").type(type).send(text)
}

/** The language that the reader's browser asks for. */
export function languageOf({ headers }: FastifyRequest): Language {
  const wanted = headers["accept-language"]?.split(",").map((part) => part.split(";")[0]?.trim() ?? "") ?? []
  return pickLanguage(wanted)
}

/** Text as it may stand in HTML and in XML, between tags and within quotes. */
export function escapeMarkup(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  }
  return text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)
}

/** A whole page around its body; `links` stand in its head. */
export function writeFrame(
  { language, title, links }: { readonly language: Language; readonly title: string; readonly links: string },
  body: string,
): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)} · HomeSafe</title>${links}</head>
<body>${body}</body></html>
`
}

/** The same page in each language. */
export function writeLanguageLinks(current: Language, label: string, base: string): string {
  const links = languages.map((language) => {
    const name = escapeMarkup(translateShared(language)(`language.name.${language}`))
    const isHere = language === current ? ' aria-current="page"' : ""
    return `<a href="${base}/${language}" lang="${language}" hreflang="${language}"${isHere}>${name}</a>`
  })
  return `<nav aria-label="${escapeMarkup(label)}">${links.join(" ")}</nav>`
}
