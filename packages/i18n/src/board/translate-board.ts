import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import en from "./en.json" with { type: "json" }
import hans from "./zh-Hans.json" with { type: "json" }
import hant from "./zh-Hant.json" with { type: "json" }

/** Every text key of the public board. */
export type BoardKey = keyof typeof en
/** Says the public board. */
export type BoardTranslate = Translate<BoardKey>

const messages: Record<Language, Record<BoardKey, string>> = { en, "zh-Hant": hant, "zh-Hans": hans }

/** The texts of the public board in one language, at once: a server writes all three. */
export function translateBoard(language: Language): BoardTranslate {
  return createTranslator(messages[language], language)
}
