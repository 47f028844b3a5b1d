import type { CardsState } from "@homesafe/api"
import type { VenueTranslate } from "@homesafe/i18n/venue"
import type { Preferences } from "@homesafe/ui"
import { createContext, useContext } from "react"
import type { PortalDeployment } from "../deployment/read-deployment.ts"

/** What every page of the portal needs. */
export interface Portal {
  readonly t: VenueTranslate
  readonly deployment: PortalDeployment
  readonly preferences: Preferences
  readonly setPreferences: (preferences: Preferences) => void
  /** The operator's mail, or null when nobody is signed in. */
  readonly mail: string | null
  readonly setMail: (mail: string | null) => void
  /** Whether an officer lets this account print visitor cards. */
  readonly cards: CardsState
  readonly setCards: (cards: CardsState) => void
}

export const PortalContext = createContext<Portal | null>(null)

/** The portal's shared state; throws outside the app. */
export function usePortal(): Portal {
  const portal = useContext(PortalContext)
  if (!portal) throw new Error("usePortal outside PortalContext")
  return portal
}
