import type { CaseVisit } from "@homesafe/api"
import { useState } from "react"

/** What this page knows of a case's visits: in its memory alone, and gone with it. */
export function useKnownVisits() {
  const [read, setRead] = useState<readonly CaseVisit[] | null>(null)
  const [noted, setNoted] = useState<readonly CaseVisit[]>([])
  const without = (visits: readonly CaseVisit[], id: string) => visits.filter(({ interview }) => interview?.id !== id)
  return {
    /** By day and time; what was written down here since they were read is among them. */
    visits: [...(read ?? []), ...noted].sort((a, b) => a.day - b.day || a.arrival - b.arrival),
    isRead: read !== null,
    takeRead: (visits: readonly CaseVisit[]) => {
      setRead(visits)
      setNoted([])
    },
    takeNoted: (id: string, visits: readonly CaseVisit[]) => setNoted([...without(noted, id), ...visits]),
    drop: (id: string) => {
      setRead(read && without(read, id))
      setNoted(without(noted, id))
    },
  }
}
