import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import type en from "./en.json"

/** Every text key of the page that looks into somebody's visitor card. */
export type CardKey = keyof typeof en
/** Says the texts of that page. */
export type CardTranslate = Translate<CardKey>

// A page that few phones ever open: its texts come with it, one chunk per language.
const loaders = {
  en: () => import("./en.json", { with: { type: "json" } }),
  "zh-Hant": () => import("./zh-Hant.json", { with: { type: "json" } }),
  "zh-Hans": () => import("./zh-Hans.json", { with: { type: "json" } }),
} satisfies Record<Language, () => Promise<{ default: Record<CardKey, string> }>>

/** Loads one language of that page. */
export async function loadCard(language: Language): Promise<CardTranslate> {
  const loaded = await loaders[language]()
  return createTranslator<CardKey>(loaded.default, language)
}
