import type { Names, NoticeSubjectRecord } from "@homesafe/api"
import type { Language } from "@homesafe/i18n"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { sayNotice } from "@homesafe/i18n/notice"

/** A name in the reader's language. */
export function nameIn(names: Names, language: Language): string {
  if (language === "en") return names.en
  return language === "zh-Hans" ? (names.hans ?? names.hant) : names.hant
}

/** What a place is called: its registered name, a vehicle's plate, or what two officers named; nothing for a place that the register does not know. */
export function placeName(
  t: ConsoleTranslate,
  {
    venue,
    plate,
    about,
    named,
  }: {
    readonly venue: { readonly names: Names } | null
    readonly plate: string | null
    readonly about?: NoticeSubjectRecord | null
    readonly named?: Names | null
  },
): string | null {
  if (about && named) return sayNotice(t, { ...about, names: named })
  if (venue) return nameIn(venue.names, t.language)
  return plate === null ? null : t("visits.vehicle", { plate })
}

/** A catalogue text in the reader's language. */
export function textIn(
  entry: { readonly en: string; readonly hant: string; readonly hans: string },
  language: Language,
): string {
  return language === "en" ? entry.en : language === "zh-Hans" ? entry.hans : entry.hant
}
