import type { CallResult } from "@homesafe/api"
import { useCallback, useEffect, useState } from "react"
import type { HealthProblem } from "./health-texts.ts"

/** What a page shows, loaded when it opens and again when asked; a session that is over leads outside. */
export function useLoaded<T>(load: () => Promise<CallResult<T>>, onEnded: () => void) {
  const [value, setValue] = useState<T | null>(null)
  const [problem, setProblem] = useState<HealthProblem | null>(null)
  const fail = useCallback(
    (found: HealthProblem) => (found === "not-signed-in" ? onEnded() : setProblem(found)),
    [onEnded],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page loads one thing, and its call is the same at every drawing.
  const again = useCallback(async () => {
    const loaded = await load()
    if (loaded.ok) setValue(loaded.value)
    else fail(loaded.problem)
  }, [])
  useEffect(() => void again(), [again])
  return { value, problem, again, fail, clear: () => setProblem(null) }
}
