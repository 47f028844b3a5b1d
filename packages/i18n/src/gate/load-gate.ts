import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import type { messages } from "./en.ts"

/** Every text key of the app at the door, the shared ones included. */
export type GateKey = keyof typeof messages
/** Says the texts of the app at the door. */
export type GateTranslate = Translate<GateKey>

// One lazy chunk per language.
const loaders = {
  en: () => import("./en.ts"),
  "zh-Hant": () => import("./zh-Hant.ts"),
  "zh-Hans": () => import("./zh-Hans.ts"),
} satisfies Record<Language, () => Promise<{ messages: Record<GateKey, string> }>>

/** Loads one language of the app at the door. */
export async function loadGate(language: Language): Promise<GateTranslate> {
  const loaded = await loaders[language]()
  return createTranslator<GateKey>(loaded.messages, language)
}
