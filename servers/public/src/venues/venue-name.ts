import type { Names, VenueApplication } from "@homesafe/api"
import type { Language } from "@homesafe/i18n"

/** A public name in the language of a mail. */
export function nameIn(names: Names, language: Language): string {
  if (language === "en") return names.en
  return language === "zh-Hans" ? (names.hans ?? names.hant) : names.hant
}

/** The names in a kept application. */
export function namesOf(application: unknown): Names {
  return (application as VenueApplication).names // as: see store.ts
}
