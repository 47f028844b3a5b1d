import type { Names } from "@homesafe/api"
import type { Language } from "@homesafe/i18n"

/** A name in the reader's language. */
export function nameIn(names: Names, language: Language): string {
  if (language === "en") return names.en
  return language === "zh-Hans" ? (names.hans ?? names.hant) : names.hant
}

/** A catalogue text in the reader's language. */
export function textIn(
  entry: { readonly en: string; readonly hant: string; readonly hans: string },
  language: Language,
): string {
  return language === "en" ? entry.en : language === "zh-Hans" ? entry.hans : entry.hant
}
