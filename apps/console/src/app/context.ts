import type { Officer } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import type { Catalogue, TrustList } from "@homesafe/protocol"
import type { Preferences } from "@homesafe/ui"
import { createContext, useContext } from "react"
import type { ConsoleDeployment } from "../session/read-deployment.ts"

/** What every page of the console can use. */
export interface Console {
  readonly t: ConsoleTranslate
  readonly deployment: ConsoleDeployment
  readonly catalogue: Catalogue
  readonly trust: TrustList
  readonly officer: Officer
  readonly setOfficer: (officer: Officer | null) => void
  readonly preferences: Preferences
  readonly setPreferences: (next: Preferences) => void
}

/** See `useConsole`. */
export const ConsoleContext = createContext<Console | null>(null)

/** The console around this component. */
export function useConsole(): Console {
  const value = useContext(ConsoleContext)
  if (!value) throw new Error("no console around this component")
  return value
}
