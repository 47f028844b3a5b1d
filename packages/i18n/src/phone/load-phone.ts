import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import type { messages } from "./en.ts"

/** Every text key of the phone app, the shared ones included. */
export type PhoneKey = keyof typeof messages
/** Says the texts of the phone app. */
export type PhoneTranslate = Translate<PhoneKey>

// One lazy chunk per language.
const loaders = {
  en: () => import("./en.ts"),
  "zh-Hant": () => import("./zh-Hant.ts"),
  "zh-Hans": () => import("./zh-Hans.ts"),
} satisfies Record<Language, () => Promise<{ messages: Record<PhoneKey, string> }>>

/** Loads one language of the phone app. */
export async function loadPhone(language: Language): Promise<PhoneTranslate> {
  const loaded = await loaders[language]()
  return createTranslator<PhoneKey>(loaded.messages, language)
}
