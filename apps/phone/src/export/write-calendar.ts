import { writeICalendar } from "@homesafe/domain"
import type { ExportedVisit } from "./exported-visit.ts"

/** A calendar with one event for each visit that has ended. `at` in seconds. */
export function writeCalendar(
  visits: readonly ExportedVisit[],
  at: number,
  nameOf: (visit: ExportedVisit) => string,
): string {
  const events = visits.flatMap((visit) => {
    if (visit.leftAt === null) return []
    const times = { from: visit.arrivedAt, until: visit.leftAt }
    const words = { summary: nameOf(visit), description: visit.note }
    return [{ uid: `${visit.id}@homesafe`, ...times, ...words, isPrivate: true, isCancelled: false }]
  })
  return writeICalendar("Diary 1", at, events)
}
