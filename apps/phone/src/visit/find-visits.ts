import type { ServiceDay } from "@homesafe/protocol"
import type { DiaryVisit } from "../diary/day-page.ts"
import type { Keeper } from "../keeper/keeper.ts"

/** A visit, and the day whose page it stands on. */
export interface FoundVisit {
  readonly day: ServiceDay
  readonly visit: DiaryVisit
}

/** Finds a visit and its day. */
export function findVisit(keeper: Pick<Keeper, "pages">, id: string): FoundVisit | undefined {
  return allVisits(keeper).find(({ visit }) => visit.id === id)
}

/** All visits of all days. */
export function allVisits({ pages }: Pick<Keeper, "pages">): readonly FoundVisit[] {
  return [...pages].flatMap(([day, page]) => page.visits.map((visit) => ({ day, visit })))
}

/** All visits that have not ended, the oldest first. */
export function openEntries(keeper: Pick<Keeper, "pages">): readonly DiaryVisit[] {
  const open = allVisits(keeper).flatMap(({ visit }) => (visit.leftAt === null ? [visit] : []))
  return open.sort((a, b) => a.arrivedAt - b.arrivedAt)
}

/** Visits that were left for the next place and can still be taken up again: the store has their keys. */
export function unsealedEntries(keeper: Pick<Keeper, "pages">): readonly DiaryVisit[] {
  return allVisits(keeper).flatMap(({ visit }) => (visit.leftAt !== null && visit.ref !== null ? [visit] : []))
}
