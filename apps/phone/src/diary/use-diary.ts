import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"

/** All visits, newest first; nothing until they have been read. Follows every change. */
export function useDiary(): readonly VisitView[] | undefined {
  const { overview } = useApp()
  const [visits, setVisits] = useState<readonly VisitView[]>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview is the sign of a change.
  useEffect(() => {
    let isCurrent = true
    void ask("diary", {}).then((diary) => isCurrent && setVisits(diary.visits))
    return () => {
      isCurrent = false
    }
  }, [overview])
  return visits
}
