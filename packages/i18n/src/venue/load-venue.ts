import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import type { messages } from "./en.ts"

/** Every text key of the venue portal, the shared ones included. */
export type VenueKey = keyof typeof messages
/** Says the texts of the venue portal. */
export type VenueTranslate = Translate<VenueKey>

// One lazy chunk per language.
const loaders = {
  en: () => import("./en.ts"),
  "zh-Hant": () => import("./zh-Hant.ts"),
  "zh-Hans": () => import("./zh-Hans.ts"),
} satisfies Record<Language, () => Promise<{ messages: Record<VenueKey, string> }>>

/** Loads one language of the venue portal. */
export async function loadVenue(language: Language): Promise<VenueTranslate> {
  const loaded = await loaders[language]()
  return createTranslator<VenueKey>(loaded.messages, language)
}
