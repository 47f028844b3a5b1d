import { useEffect } from "react"

/** Milliseconds without a hand on the page after which it locks: the pages ask the server by themselves, which is no hand. */
const IDLE_MS = 15 * 60_000

/** Locks the page when nobody has touched it for a quarter of an hour. */
export function useIdleLock(lock: () => void): void {
  useEffect(() => {
    let last = Date.now()
    const touch = () => {
      last = Date.now()
    }
    const acts = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const
    for (const act of acts) addEventListener(act, touch, { passive: true, capture: true })
    const watch = setInterval(() => {
      if (Date.now() - last >= IDLE_MS) lock()
    }, 5_000)
    return () => {
      clearInterval(watch)
      for (const act of acts) removeEventListener(act, touch, { capture: true })
    }
  }, [lock])
}
