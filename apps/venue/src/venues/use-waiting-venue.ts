import { call, getVenue, type Venue } from "@homesafe/api"
import { useEffect } from "react"
import { type Loaded, useCall } from "../app/use-call.ts"

const POLL_MS = 3000

/** A venue, asked for again every three seconds while its machine checks run and the page is seen. */
export function useWaitingVenue(id: string): readonly [loaded: Loaded<Venue>, reload: () => Promise<void>] {
  const [loaded, reload] = useCall(() => call(getVenue, { params: { id } }))
  const isWaiting = loaded.state === "ready" && loaded.value.state === "submitted"
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void reload()
    }, POLL_MS)
    return () => clearInterval(timer)
  }, [isWaiting, reload])
  return [loaded, reload]
}
