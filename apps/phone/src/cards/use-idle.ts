import { useEffect, useRef, useState } from "react"

const SIGNS = ["pointerdown", "keydown", "wheel", "touchmove"] as const

/**
 * Ends what a shared screen shows when nobody has touched it for a while. Says true during the last part, so that whoever reads slowly is
 * warned and can go on with any touch (WCAG 2.2.1). Milliseconds.
 */
export function useIdle(
  isOn: boolean,
  { warnAfter, endAfter }: { readonly warnAfter: number; readonly endAfter: number },
  onEnd: () => void,
): boolean {
  const [isWarned, setWarned] = useState(false)
  const end = useRef(onEnd)
  end.current = onEnd
  useEffect(() => {
    if (!isOn) return
    let timers: ReturnType<typeof setTimeout>[] = []
    const start = () => {
      for (const timer of timers) clearTimeout(timer)
      setWarned(false)
      timers = [setTimeout(() => setWarned(true), warnAfter), setTimeout(() => end.current(), endAfter)]
    }
    start()
    for (const sign of SIGNS) addEventListener(sign, start, { passive: true })
    return () => {
      for (const timer of timers) clearTimeout(timer)
      for (const sign of SIGNS) removeEventListener(sign, start)
      setWarned(false)
    }
  }, [isOn, warnAfter, endAfter])
  return isWarned
}
