import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import type en from "./en.json"

/** Every text key of the page of named notices. */
export type NamedKey = keyof typeof en
/** Says the texts of that page. */
export type NamedTranslate = Translate<NamedKey>

// A page that few phones ever open: its texts come with it, one chunk per language.
const loaders = {
  en: () => import("./en.json", { with: { type: "json" } }),
  "zh-Hant": () => import("./zh-Hant.json", { with: { type: "json" } }),
  "zh-Hans": () => import("./zh-Hans.json", { with: { type: "json" } }),
} satisfies Record<Language, () => Promise<{ default: Record<NamedKey, string> }>>

/** Loads one language of that page. */
export async function loadNamed(language: Language): Promise<NamedTranslate> {
  const loaded = await loaders[language]()
  return createTranslator<NamedKey>(loaded.default, language)
}
