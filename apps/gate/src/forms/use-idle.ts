import { useEffect, useRef } from "react"

/** Calls back once nobody has touched the page for so many seconds. */
export function useIdle(seconds: number, onIdle: () => void): void {
  const latest = useRef(onIdle)
  latest.current = onIdle
  useEffect(() => {
    let timer = setTimeout(() => latest.current(), seconds * 1000)
    const touched = () => {
      clearTimeout(timer)
      timer = setTimeout(() => latest.current(), seconds * 1000)
    }
    const events = ["pointerdown", "keydown", "input"] as const
    for (const event of events) addEventListener(event, touched)
    return () => {
      clearTimeout(timer)
      for (const event of events) removeEventListener(event, touched)
    }
  }, [seconds])
}
