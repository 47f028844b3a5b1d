import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import en from "./en.json" with { type: "json" }
import hans from "./zh-Hans.json" with { type: "json" }
import hant from "./zh-Hant.json" with { type: "json" }

/** Every text key of the transparency page. */
export type TransparencyKey = keyof typeof en
/** Says the transparency page. */
export type TransparencyTranslate = Translate<TransparencyKey>

const messages: Record<Language, Record<TransparencyKey, string>> = { en, "zh-Hant": hant, "zh-Hans": hans }

/** The texts of the transparency page in one language, at once: a server writes all three. */
export function translateTransparency(language: Language): TransparencyTranslate {
  return createTranslator(messages[language], language)
}
