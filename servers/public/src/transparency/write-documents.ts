import type { Language } from "@homesafe/i18n"
import type { TransparencyTranslate } from "@homesafe/i18n/transparency"
import { escapeMarkup as e } from "../plain/write-frame.ts"

// The pages are made from the repository's documents when the phone app is built (apps/phone/vite/write-documents.ts).
const documents = [
  { name: "citizens", isIn: ["en", "zh-Hant", "zh-Hans"] },
  { name: "specification", isIn: ["en"] },
  { name: "security-assessment", isIn: ["en", "zh-Hant", "zh-Hans"] },
  { name: "privacy-impact", isIn: ["en", "zh-Hant", "zh-Hans"] },
  { name: "privacy", isIn: ["en"] },
  { name: "security", isIn: ["en"] },
  { name: "architecture", isIn: ["en"] },
  { name: "changes", isIn: ["en"] },
] as const satisfies readonly { readonly name: string; readonly isIn: readonly Language[] }[]

/** The documents of this release; where there is one in the reader's language, that one first. */
export function writeDocuments(t: TransparencyTranslate): string {
  const { language } = t
  const items = documents.map(({ name, isIn }) => {
    const words = e(t(`transparency.document.${name}`))
    const own = isIn.some((each) => each === language) ? language : "en"
    const english = `<a href="/transparency/${name}.html" hreflang="en">${e(t("transparency.document.english"))}</a>`
    const address = own === "en" ? name : `${name}.${own}`
    const link = `<a href="/transparency/${address}.html" hreflang="${own}">${words}</a>`
    return `<li>${link}${own === "en" ? "" : ` · ${english}`}</li>`
  })
  return `<section id="documents"><h2>${e(t("transparency.documents"))}</h2><ul class="plain">${items.join("")}</ul>
<p class="soft">${e(t("transparency.documents.note"))}</p></section>`
}
