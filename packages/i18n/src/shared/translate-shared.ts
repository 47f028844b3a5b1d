import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import en from "./en.json" with { type: "json" }
import hans from "./zh-Hans.json" with { type: "json" }
import hant from "./zh-Hant.json" with { type: "json" }

/** Every text key of the buttons, levels and problems that all programs share. */
export type SharedKey = keyof typeof en
/** Says the buttons, levels and problems that all programs share. */
export type SharedTranslate = Translate<SharedKey>

const messages: Record<Language, Record<SharedKey, string>> = { en, "zh-Hant": hant, "zh-Hans": hans }

/** The texts of the buttons, levels and problems that all programs share in one language, at once: all three are needed together here. */
export function translateShared(language: Language): SharedTranslate {
  return createTranslator(messages[language], language)
}
