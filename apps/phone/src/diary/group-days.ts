import type { VisitView } from "../keeper/views.ts"

/** The visits of one service day. */
export interface DiaryDay {
  readonly day: number
  /** A moment inside the calendar date by which people call the day: its first visit's arrival. Seconds. */
  readonly at: number
  readonly visits: readonly VisitView[]
}

/** Groups visits by service day: newest day first, newest visit first within it. */
export function groupDays(visits: readonly VisitView[]): readonly DiaryDay[] {
  const days = new Map<number, VisitView[]>()
  for (const visit of visits) days.set(visit.day, [...(days.get(visit.day) ?? []), visit])
  return [...days]
    .sort(([a], [b]) => b - a)
    .map(([day, ofDay]) => ({
      day,
      at: Math.min(...ofDay.map((visit) => visit.arrivedAt)),
      visits: ofDay.toSorted((a, b) => b.arrivedAt - a.arrivedAt),
    }))
}
