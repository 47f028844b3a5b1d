import { useEffect, useRef, useState } from "react"

/** Something read from this device's own database, again whenever `key` changes; undefined until it is there. */
export function useKept<Value>(read: () => Promise<Value>, key: string): Value | undefined {
  const [kept, setKept] = useState<{ readonly key: string; readonly value: Value }>()
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    let isGone = false
    void latest.current().then((value) => {
      if (!isGone) setKept({ key, value })
    })
    return () => {
      isGone = true
    }
  }, [key])
  return kept?.value
}
