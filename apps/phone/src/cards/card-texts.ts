import type { CardTranslate } from "@homesafe/i18n/card"
import { createContext, useContext } from "react"

/** See `useCardTexts`. */
export const CardTexts = createContext<CardTranslate | null>(null)

/** The texts of this page alone: they come with it, and not with the scanner. */
export function useCardTexts(): CardTranslate {
  const texts = useContext(CardTexts)
  if (!texts) throw new Error("no card's page around this part")
  return texts
}
