import type { Language } from "@homesafe/i18n"

interface InLanguages {
  readonly en: string
  readonly hant: string
  readonly hans?: string | undefined
}

/** A public name in the reader's language. */
export function nameIn(names: InLanguages, language: Language): string {
  if (language === "en") return names.en
  return language === "zh-Hans" ? (names.hans ?? names.hant) : names.hant
}
