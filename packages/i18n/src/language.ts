/** The three languages, in the order in which switches show them. */
export const languages = ["zh-Hant", "zh-Hans", "en"] as const
/** A language of the product; `lang` attributes carry the same word. */
export type Language = (typeof languages)[number]

/** True for a word that names one of the three languages. */
export function isLanguage(word: unknown): word is Language {
  return languages.some((language) => language === word)
}

/** Chooses the language from what the browser asks for, best first; English when none fits. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languageOfTag(tag.toLowerCase())
    if (found) return found
  }
  return "en"
}

// BCP 47: the script decides before the region; Cantonese (yue) and plain "zh" are read in Traditional here.
function languageOfTag(tag: string): Language | undefined {
  if (tag === "en" || tag.startsWith("en-")) return "en"
  if (!/^(zh|yue)(-|$)/.test(tag)) return undefined
  if (/-hans(-|$)/.test(tag)) return "zh-Hans"
  if (/-hant(-|$)/.test(tag)) return "zh-Hant"
  return /-(cn|sg|my)(-|$)/.test(tag) ? "zh-Hans" : "zh-Hant"
}
