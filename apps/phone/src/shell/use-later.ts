import { useEffect, useState } from "react"

/** False in the first picture of a page and true from the next one on: for what may follow, so that the first comes sooner on a slow phone. */
export function useLater(): boolean {
  const [isLater, setLater] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLater(true))
    return () => clearTimeout(timer)
  }, [])
  return isLater
}
