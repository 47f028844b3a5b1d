import type { Language } from "@homesafe/i18n"
import { useEffect, useState } from "react"
import { useApp } from "./app-context.ts"

/** Texts that come with the pages that need them, and not with the scanner; null until they are there. `load` is one fixed function. */
export function useTexts<T>(load: (language: Language) => Promise<T>): T | null {
  const { language } = useApp().t
  const [texts, setTexts] = useState<T | null>(null)
  useEffect(() => {
    let isCurrent = true
    void load(language).then((loaded) => isCurrent && setTexts(() => loaded))
    return () => {
      isCurrent = false
    }
  }, [load, language])
  return texts
}
