import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import type { messages } from "./en.ts"

export { codeWords, noteWords } from "./note-words.ts"

/** Every text key of the authority console, the shared ones included. */
export type ConsoleKey = keyof typeof messages
/** Says the texts of the authority console. */
export type ConsoleTranslate = Translate<ConsoleKey>

// One lazy chunk per language.
const loaders = {
  en: () => import("./en.ts"),
  "zh-Hant": () => import("./zh-Hant.ts"),
  "zh-Hans": () => import("./zh-Hans.ts"),
} satisfies Record<Language, () => Promise<{ messages: Record<ConsoleKey, string> }>>

/** Loads one language of the authority console. */
export async function loadConsole(language: Language): Promise<ConsoleTranslate> {
  const loaded = await loaders[language]()
  return createTranslator<ConsoleKey>(loaded.messages, language)
}
