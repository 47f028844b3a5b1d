import { type Minutes, minutes, type ServiceDay, units } from "../shared/units.ts"
import type { KeptVisit } from "./check-out.ts"
import { activeCapsules, activeRows } from "./day-block.ts"
import { readRow } from "./match-row.ts"
import { readLiveDay, type Store } from "./store-file.ts"

/**
 * What a visit left in the store whose diary was never told, for the app was closed between the two writes. Only what no other visit of the
 * day claims can be its own, and only when there is no doubt: one capsule, and rows that begin when the visit did.
 */
export function findUnclaimed(
  store: Store,
  { day, arrival }: { readonly day: ServiceDay; readonly arrival: Minutes },
  claimed: readonly KeptVisit[],
): KeptVisit | undefined {
  const block = readLiveDay(store, day)
  if (block === undefined) return undefined
  const ofDay = claimed.filter((each) => each.day === day)
  const knownRows = new Set(ofDay.flatMap((each) => each.rows.map(({ row }) => row)))
  const knownCapsules = new Set(ofDay.map((each) => each.capsule))
  const capsules = markedOf(block.usedCapsules, activeCapsules(block).length).filter((i) => !knownCapsules.has(i))
  const rows = markedOf(block.usedRows, activeRows(block).length)
    .filter((i) => !knownRows.has(i))
    .map((row) => ({ row, ...readRow(block.rows[row] ?? new Uint8Array(19)) }))
  const [capsule] = capsules
  if (capsule === undefined || capsules.length > 1 || rows.length === 0) return undefined
  const begins = Math.min(...rows.map((each) => each.arrival))
  if (begins !== Math.floor(arrival / 5)) return undefined
  const ends = Math.max(...rows.map((each) => each.departure))
  return {
    day,
    arrival,
    departure: minutes(Math.min(1440, Math.max(arrival, ends * 5))),
    rows: rows.map((each) => ({ row: each.row, arrival: units(each.arrival), departure: units(each.departure) })),
    capsule,
    full: false,
  }
}

function markedOf(marks: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i).filter((i) => ((marks >>> i) & 1) === 1)
}
