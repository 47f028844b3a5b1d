import type { Language } from "@homesafe/i18n"

/** A public name in the reader's language. */
export function nameIn(
  names: { readonly en: string; readonly hant: string; readonly hans?: string | undefined },
  language: Language,
): string {
  if (language === "en") return names.en
  return language === "zh-Hans" ? (names.hans ?? names.hant) : names.hant
}

/** The language that `nameIn` answers in, for `lang`: a Simplified reader may be shown a Traditional name. */
export function langOfName(names: { readonly hans?: string | undefined }, language: Language): Language {
  return language === "zh-Hans" && names.hans === undefined ? "zh-Hant" : language
}
