import { type Language, languages } from "@homesafe/i18n"
import { translateShared } from "@homesafe/i18n/shared"

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

const e = escapeMarkup

/** Nothing but the page and its style: no script, no picture, no frame, nothing to send. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A page without scripts around its body. */
export function writeFrame(
  { language, title, head = "" }: { readonly language: Language; readonly title: string; readonly head?: string },
  body: string,
): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${e(title)} · HomeSafe</title><link rel="stylesheet" href="/board/board.css">
${head}</head>
<body>${body}</body></html>
`
}

/** Links to the same page in each language. */
export function languageLinks(current: Language, label: string, pathOf: (language: Language) => string): string {
  const links = languages.map((language) => {
    const name = e(translateShared(language)(`language.name.${language}`))
    const isHere = language === current ? ' aria-current="page"' : ""
    return `<a href="${pathOf(language)}" lang="${language}" hreflang="${language}"${isHere}>${name}</a>`
  })
  return `<nav aria-label="${e(label)}">${links.join(" ")}</nav>`
}
