import type { CaseVisit } from "@homesafe/api"

/** Where a visit stands in the picture: its day's row, its lane in that row, its first and last minute. */
export interface Bar {
  readonly visit: CaseVisit
  /** Place in the list of visits. */
  readonly index: number
  readonly lane: number
}

/** A day's row: visits at the same time stand in lanes, one under the other. */
export interface DayRow {
  readonly day: number
  readonly lanes: number
  readonly bars: readonly Bar[]
}

/** Days without a visit that still get a row; where there are more in all, only days with visits do. */
const MOST_ROWS = 45

/** Lays a case's visits out, day by day. The days between are there too, so that a gap is seen as one. */
export function layOutVisits(visits: readonly CaseVisit[]): DayRow[] {
  const days = visits.map(({ day }) => day)
  if (days.length === 0) return []
  const [first, last] = [Math.min(...days), Math.max(...days)]
  const all = Array.from({ length: Math.min(MOST_ROWS, last - first) + 1 }, (_, i) => first + i)
  const rows = last - first < MOST_ROWS ? all : [...new Set(days)].sort((a, b) => a - b)
  return rows.map((day) => rowOf(day, visits))
}

function rowOf(day: number, visits: readonly CaseVisit[]): DayRow {
  const ends: number[] = []
  const ofDay = visits.map((visit, index) => ({ visit, index })).filter(({ visit }) => visit.day === day)
  const bars = ofDay
    .sort((a, b) => a.visit.arrival - b.visit.arrival)
    .map(({ visit, index }) => {
      const free = ends.findIndex((end) => end <= visit.arrival)
      const lane = free < 0 ? ends.length : free
      ends[lane] = Math.max(visit.departure, visit.arrival + 1)
      return { visit, index, lane }
    })
  return { day, lanes: Math.max(1, ends.length), bars }
}
