import type { Minutes, ServiceDay } from "../shared/units.ts"
import type { MatchRow } from "../store/read-store.ts"
import { type RowMessage, type Window, windowsOf } from "./row-message.ts"

/** A matched row; with the visits behind it when the diary can be read. */
export interface MatchedRow {
  readonly row: MatchRow
  readonly message: RowMessage
  readonly intervals?: readonly (readonly [Minutes, Minutes])[]
}
/** What the phone tells its owner. */
export interface Alert {
  readonly day: ServiceDay
  readonly template: number
  readonly severity: number
  readonly minutes: number
  readonly rows: readonly number[]
  readonly corrected: boolean
}

/** Minutes that an interval shares with windows (which are in units of five minutes). */
export function overlapMinutes(interval: readonly [number, number], windows: readonly Window[]): number {
  return windows.reduce(
    (sum, [from, until]) => sum + Math.max(0, Math.min(interval[1], until * 5) - Math.max(interval[0], from * 5)),
    0,
  )
}

/** Alerts from matched rows: rows of one day whose intervals touch are added, and enough minutes raise an alert. Withdrawn rows
 * raise none. Spec §7. */
export function alertsOf(matches: readonly MatchedRow[], minMinutes: (template: number) => number): Alert[] {
  const inForce = matches.filter(({ message }) => !message.withdrawn)
  const ordered = [...inForce].sort((a, b) => a.row.day - b.row.day || a.row.arrival - b.row.arrival)
  const groups: MatchedRow[][] = []
  let end = -1
  for (const match of ordered) {
    const group = groups.at(-1)
    const touches = group !== undefined && group[0]?.row.day === match.row.day && match.row.arrival <= end
    if (touches) group.push(match)
    else groups.push([match])
    end = touches ? Math.max(end, match.row.departure) : match.row.departure
  }
  return groups.flatMap((group) => alertOf(group, minMinutes))
}

function alertOf(group: readonly MatchedRow[], minMinutes: (template: number) => number): Alert[] {
  const gravest = group.reduce((worst, match) => (match.message.severity > worst.message.severity ? match : worst))
  const minutes = lengthOf(group.flatMap(exposuresOf))
  const { template, severity } = gravest.message
  if (minutes === 0 || minutes < minMinutes(template)) return []
  const corrected = group.some(({ message }) => message.corrected)
  return [{ day: gravest.row.day, template, severity, minutes, rows: group.map(({ row }) => row.row), corrected }]
}

/** The minutes at which a row's stays and its windows meet. */
function exposuresOf({ row, message, intervals }: MatchedRow): (readonly [number, number])[] {
  // The row is the hull of its visits: the diary knows the gaps between them.
  const stays = intervals ?? [[row.arrival * 5, row.departure * 5] as const]
  const windows = windowsOf(message)
  return stays.flatMap(([arrival, departure]) =>
    windows.map(([from, until]) => [Math.max(arrival, from * 5), Math.min(departure, until * 5)] as const),
  )
}

/** How many minutes the intervals cover: one that a poster's row and a screen's row both state is one minute. */
function lengthOf(intervals: readonly (readonly [number, number])[]): number {
  let [sum, end] = [0, 0]
  for (const [from, until] of [...intervals].sort((a, b) => a[0] - b[0])) {
    sum += Math.max(0, until - Math.max(from, end))
    end = Math.max(end, until)
  }
  return sum
}
