import { useEffect } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { cover, uncover } from "./cover.ts"

// A page that is looked at says so this often: another one, out of sight, must not close the lock under it.
const SEEN_SECONDS = 20

/** Covers the page whenever it goes out of sight, and has the lock closed after the time that its owner chose. */
export function useLock(isLocked: boolean, name: string): void {
  useEffect(() => {
    if (!isLocked) return
    const hide = () => {
      cover(name)
      void ask("seen", { isVisible: false })
    }
    const show = async () => {
      const { isLocked: isClosed } = await ask("seen", { isVisible: true })
      if (!isClosed) uncover(name)
    }
    const look = () => (document.visibilityState === "hidden" ? hide() : void show())
    const tick = () => document.visibilityState === "visible" && void ask("seen", { isVisible: true })
    const timer = setInterval(tick, SEEN_SECONDS * 1000)
    document.addEventListener("visibilitychange", look)
    document.addEventListener("freeze", hide)
    addEventListener("pagehide", hide)
    addEventListener("pageshow", look)
    return () => {
      clearInterval(timer)
      document.removeEventListener("visibilitychange", look)
      document.removeEventListener("freeze", hide)
      removeEventListener("pagehide", hide)
      removeEventListener("pageshow", look)
    }
  }, [isLocked, name])
}
