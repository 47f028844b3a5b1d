import type { Language } from "@homesafe/i18n"
import type { GateTranslate } from "@homesafe/i18n/gate"
import type { Preferences } from "@homesafe/ui"
import { createContext, useContext } from "react"
import type { Facts } from "../deployment/facts.ts"
import type { GateDatabase, KeptPairing, KeptScreen } from "../keys/gate-database.ts"

/** What every page at the door needs. */
export interface Gate {
  /** The staff's language. */
  readonly t: GateTranslate
  /** All three: visitors read the code's page in the language that is theirs. */
  readonly say: Readonly<Record<Language, GateTranslate>>
  readonly preferences: Preferences
  readonly setPreferences: (preferences: Preferences) => void
  readonly database: GateDatabase
  readonly facts: Facts
  /** This device as a screen; null while it is none. */
  readonly screen: KeptScreen | null
  /** This device as a staff device; null while it is none. */
  readonly pairing: KeptPairing | null
  /** Reads again what this device is, after it has changed. */
  readonly look: () => Promise<void>
}

export const GateContext = createContext<Gate | null>(null)

/** The app's shared state; throws outside the app. */
export function useGate(): Gate {
  const gate = useContext(GateContext)
  if (!gate) throw new Error("useGate outside GateContext")
  return gate
}
