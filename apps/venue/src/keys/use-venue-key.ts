import type { Venue } from "@homesafe/api"
import { useCallback, useEffect, useState } from "react"
import { findKey, type KeptKey } from "./key-store.ts"

/** The venue's key in this browser: undefined while it is looked for, null when it is not here. */
export function useVenueKey(venue: Venue): readonly [key: KeptKey | null | undefined, again: () => Promise<void>] {
  const [key, setKey] = useState<KeptKey | null | undefined>()
  const { commit } = venue
  const look = useCallback(async () => setKey((await findKey(commit)) ?? null), [commit])
  useEffect(() => void look(), [look])
  return [key, look]
}
