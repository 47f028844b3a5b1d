import { addDays } from "../shared/units.ts"
import { type OpenVisitRef, readOpenVisitAt } from "./check-in.ts"
import { rowsOf } from "./check-out.ts"
import { grantedMinutes } from "./open-visit.ts"
import type { MatchRow } from "./read-store.ts"
import type { Store } from "./store-file.ts"

/**
 * The rows that a visit will have once it has ended, each as long as its keys can speak for: so that its owner can be warned while the
 * visit goes on. They are numbered in their own order and stand nowhere in the store.
 */
export function rowsOfOpenVisit(store: Store, ref: OpenVisitRef): MatchRow[] {
  const halves = [
    { day: ref.day, slot: ref.slot },
    ...(ref.tomorrowSlot === null ? [] : [{ day: addDays(ref.day, 1), slot: ref.tomorrowSlot }]),
  ]
  const rows = halves.flatMap(({ day, slot }) => {
    const visit = readOpenVisitAt(store, day, slot)
    if (visit === undefined) return []
    const [, until] = grantedMinutes(visit.keys, store.offset)
    return rowsOf(visit, visit.arrival, until, store.offset).map((row) => ({ day, ...row }))
  })
  return rows.map((each, row) => ({ ...each, row }))
}
