import { addDays, RETENTION_DAYS, serviceDayOf, startOfServiceDay, unixSeconds } from "@homesafe/protocol"
import type { DiaryVisit } from "../diary/day-page.ts"
import { alertIdOf } from "../feed/list-alerts.ts"
import type { Keeper } from "./keeper.ts"
import type { VisitView } from "./views.ts"

/** What pages see of a visit: no key, no place in the store. */
export function viewOfVisit(keeper: Keeper, visit: DiaryVisit): VisitView {
  const { ref: _, kept, moved, ...shown } = visit
  const { offset } = keeper.trust
  const day = kept?.day ?? visit.ref?.day ?? serviceDayOf(unixSeconds(visit.arrivedAt), offset)
  return {
    ...shown,
    day,
    isShareable: (kept !== null && kept.capsule !== null) || moved !== undefined,
    hadNoRoom: kept?.capsule === null && moved === undefined,
    erasedAt: startOfServiceDay(addDays(day, RETENTION_DAYS), offset),
    alertId: alertIdOf(keeper, day, visit),
  }
}

/** All visits of all days, newest first. */
export function viewOfDiary(keeper: Keeper): readonly VisitView[] {
  const all = [...keeper.pages.values()].flatMap((page) => page.visits.map((visit) => viewOfVisit(keeper, visit)))
  return all.sort((a, b) => b.arrivedAt - a.arrivedAt)
}
