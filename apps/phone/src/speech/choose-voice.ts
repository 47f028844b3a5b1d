import type { Language } from "@homesafe/i18n"

/** What is needed of a voice of the system. */
export interface KnownVoice {
  readonly lang: string
  /** True for a voice that speaks without a network: the others would send the words to its maker. */
  readonly localService: boolean
}

// Traditional Chinese is read aloud in Cantonese, Simplified in Mandarin.
const spoken: Readonly<Record<Language, readonly string[]>> = {
  "zh-Hant": ["zh-hk", "yue-hk", "yue"],
  "zh-Hans": ["zh-cn", "cmn-cn", "cmn"],
  en: ["en-hk", "en-gb", "en-us", "en"],
}

/** The voice for a language, or nothing: a warning is never read by a voice that lives on somebody's server. */
export function chooseVoice<Voice extends KnownVoice>(voices: readonly Voice[], language: Language): Voice | undefined {
  const own = voices.filter(({ localService }) => localService)
  const tagOf = ({ lang }: KnownVoice) => lang.toLowerCase().replace("_", "-")
  for (const wanted of spoken[language]) {
    const found = own.find((voice) => tagOf(voice) === wanted || tagOf(voice).startsWith(`${wanted}-`))
    if (found) return found
  }
  return undefined
}
