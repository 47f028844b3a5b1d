import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import type en from "./en.json"

/** Every text key of the health-code pages, on the phone and in the console. */
export type HealthKey = keyof typeof en
/** Says the texts of those pages. */
export type HealthTranslate = Translate<HealthKey>

// Pages that few people ever open: their texts come with them, one chunk per language.
const loaders = {
  en: () => import("./en.json", { with: { type: "json" } }),
  "zh-Hant": () => import("./zh-Hant.json", { with: { type: "json" } }),
  "zh-Hans": () => import("./zh-Hans.json", { with: { type: "json" } }),
} satisfies Record<Language, () => Promise<{ default: Record<HealthKey, string> }>>

/** Loads one language of those pages. */
export async function loadHealth(language: Language): Promise<HealthTranslate> {
  const loaded = await loaders[language]()
  return createTranslator<HealthKey>(loaded.default, language)
}
