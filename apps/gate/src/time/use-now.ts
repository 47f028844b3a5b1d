import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { useEffect, useState } from "react"

/** This device's clock, in seconds. */
export const now = (): UnixSeconds => unixSeconds(Math.floor(Date.now() / 1000))

/** The time, anew each second, and at once when the page is seen again: a hidden page's timers sleep. */
export function useNow(): UnixSeconds {
  const [moment, setMoment] = useState(now)
  useEffect(() => {
    const tick = () => setMoment(now())
    const timer = setInterval(tick, 500)
    document.addEventListener("visibilitychange", tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener("visibilitychange", tick)
    }
  }, [])
  return moment
}
