import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import en from "./en.json" with { type: "json" }
import hans from "./zh-Hans.json" with { type: "json" }
import hant from "./zh-Hant.json" with { type: "json" }

/** Every text key of the printed posters. */
export type PosterKey = keyof typeof en
/** Says the printed posters. */
export type PosterTranslate = Translate<PosterKey>

const messages: Record<Language, Record<PosterKey, string>> = { en, "zh-Hant": hant, "zh-Hans": hans }

/** The texts of the printed posters in one language, at once: all three are needed together here. */
export function translatePoster(language: Language): PosterTranslate {
  return createTranslator(messages[language], language)
}
