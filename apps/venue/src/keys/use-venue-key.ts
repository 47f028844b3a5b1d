import type { Venue } from "@homesafe/api"
import { useCallback, useEffect, useState } from "react"
import { usePortal } from "../app/context.ts"
import { findKey, type KeptKey } from "./key-store.ts"
import { keepPlateKey } from "./plate-key.ts"

/** The venue's key in this browser: undefined while it is looked for, null when it is not here. A vehicle's is made from its plate, anywhere. */
export function useVenueKey(venue: Venue): readonly [key: KeptKey | null | undefined, again: () => Promise<void>] {
  const [key, setKey] = useState<KeptKey | null | undefined>()
  const { dep } = usePortal().deployment
  const { commit, plate, notBefore } = venue
  const look = useCallback(
    async () =>
      setKey(
        (await findKey(commit)) ?? (plate === undefined ? null : await keepPlateKey(dep, plate, { commit, notBefore })),
      ),
    [commit, plate, dep, notBefore],
  )
  useEffect(() => void look(), [look])
  return [key, look]
}
