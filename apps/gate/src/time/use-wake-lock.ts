import { useEffect } from "react"

/** Keeps the screen awake while the page is seen, where the browser can: it gives the lock back each time the page is hidden. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    let isGone = false
    const ask = async () => {
      if (isGone || document.visibilityState !== "visible") return
      lock = await navigator.wakeLock?.request("screen").catch(() => undefined) // refused while the battery is low
      if (isGone) void lock?.release()
    }
    void ask()
    const seen = () => void ask()
    document.addEventListener("visibilitychange", seen)
    return () => {
      isGone = true
      document.removeEventListener("visibilitychange", seen)
      void lock?.release()
    }
  }, [])
}
