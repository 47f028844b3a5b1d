import type { Language } from "@homesafe/i18n"

/** A public name in the reader's language. */
export function nameIn(
  names: { readonly en: string; readonly hant: string; readonly hans?: string | undefined },
  language: Language,
): string {
  if (language === "en") return names.en
  return language === "zh-Hans" ? (names.hans ?? names.hant) : names.hant
}
