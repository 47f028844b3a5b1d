import type { Language } from "@homesafe/i18n"
import type { PhoneTranslate } from "@homesafe/i18n/phone"
import type { Names } from "@homesafe/protocol"
import type { Preferences } from "@homesafe/ui"
import { createContext, useContext } from "react"
import type { Overview, Texts } from "../keeper/views.ts"

/** Words and looks, known before anything is opened. */
export interface Voice {
  readonly t: PhoneTranslate
  readonly preferences: Preferences
  readonly setPreferences: (preferences: Preferences) => void
}

/** What every page has at hand. */
export interface AppFacts extends Voice {
  readonly overview: Overview
  /** Goes to one of the app's own pages. */
  readonly go: (href: string) => void
  /** Says what happened, with a way back. */
  readonly say: (text: string, undo?: () => void) => void
  /** Asks the network for the list now. */
  readonly checkNow: () => Promise<void>
}

/** Words and looks. */
export const VoiceContext = createContext<Voice | null>(null)
/** Everything else. */
export const AppContext = createContext<AppFacts | null>(null)

/** The texts and looks of the page. */
export function useVoice(): Voice {
  const voice = useContext(VoiceContext)
  if (!voice) throw new Error("no voice around this page")
  return voice
}

/** Everything that a page may use once the phone's store is open. */
export function useApp(): AppFacts {
  const facts = useContext(AppContext)
  if (!facts) throw new Error("no app around this page")
  return facts
}

/** A text with the language it is written in, where that is not the page's. */
export interface Said {
  readonly text: string
  readonly lang: string | undefined
}

/** A public name as this reader reads it; Simplified falls back on Traditional, and says so to screen readers. */
export function sayName(names: Names | Texts, language: Language): Said {
  if (language === "en") return { text: names.en, lang: undefined }
  if (language === "zh-Hans" && names.hans !== undefined) return { text: names.hans, lang: undefined }
  return { text: names.hant, lang: language === "zh-Hant" ? undefined : "zh-Hant" }
}
