import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import type en from "./en.json"

/** Every text key of the pages of health records and of other systems’ codes. */
export type WalletKey = keyof typeof en
/** Says the texts of these pages. */
export type WalletTranslate = Translate<WalletKey>

// Pages that come when they are opened: their texts come with them, one chunk per language.
const loaders = {
  en: () => import("./en.json", { with: { type: "json" } }),
  "zh-Hant": () => import("./zh-Hant.json", { with: { type: "json" } }),
  "zh-Hans": () => import("./zh-Hans.json", { with: { type: "json" } }),
} satisfies Record<Language, () => Promise<{ default: Record<WalletKey, string> }>>

/** Loads one language of these pages. */
export async function loadWallet(language: Language): Promise<WalletTranslate> {
  const loaded = await loaders[language]()
  return createTranslator<WalletKey>(loaded.default, language)
}
