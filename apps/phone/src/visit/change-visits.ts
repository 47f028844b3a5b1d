import { addDays, startOfServiceDay, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { cancelOpenVisit, deleteVisit, setAssumedDeparture } from "@homesafe/protocol/visitor"
import { type DiaryVisit, withoutVisit, withVisit } from "../diary/day-page.ts"
import { rememberWarnings } from "../feed/list-alerts.ts"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import { endVisit } from "./end-visits.ts"
import { allVisits, type FoundVisit, findVisit } from "./find-visits.ts"
import { extendedLeaving } from "./visit-times.ts"

/** Puts a changed visit in the place of its earlier state; new times may make a warning, which is then remembered. */
export async function keepChanged(keeper: Keeper, { day, visit }: FoundVisit): Promise<DiaryVisit> {
  await keepPage(keeper, day, withVisit(pageOf(keeper, day), visit))
  await rememberWarnings(keeper)
  return visit
}

/** Changes when a visit ends or ended. The sealed copy of an ended visit keeps its times: the phone cannot open it. */
export async function setLeaving(
  keeper: Keeper,
  id: string,
  wanted: UnixSeconds,
  now: UnixSeconds,
): Promise<DiaryVisit | null> {
  const found = findVisit(keeper, id)
  if (!found) return null
  const { day, visit } = found
  const isOpen = visit.leftAt === null
  if ((isOpen || visit.ref) && wanted <= now) return endVisit(keeper, visit, wanted, false)
  const dayEnd = startOfServiceDay(addDays(day, 1), keeper.trust.offset)
  const latest = visit.latestLeaving ?? (visit.ref?.tomorrowSlot == null ? dayEnd : dayEnd + 86_400)
  const at = unixSeconds(Math.min(Math.max(wanted, visit.arrivedAt), latest))
  if (visit.ref) setAssumedDeparture(keeper.store, visit.ref, at)
  if (isOpen || visit.ref) return keepChanged(keeper, { day, visit: { ...visit, leftAt: null, leavesAt: at } })
  const leftAt = Math.max(visit.arrivedAt, Math.min(at, now))
  return keepChanged(keeper, { day, visit: { ...visit, leftAt, isGuessed: false } })
}

/** "I'm still here": the visit ends by itself an hour later than it would have. */
export async function stayLonger(keeper: Keeper, id: string, now: UnixSeconds): Promise<DiaryVisit | null> {
  const visit = findVisit(keeper, id)?.visit
  return visit?.leftAt === null ? setLeaving(keeper, id, extendedLeaving(visit, now), now) : null
}

/**
 * "I came earlier": within the same service day, for that day's key is what the phone has. A screen's code says itself when it
 * was shown, so its arrival stays. Visits that this one ended were left as much earlier.
 */
export async function setArrival(
  keeper: Keeper,
  id: string,
  wanted: UnixSeconds,
  now: UnixSeconds,
): Promise<DiaryVisit | null> {
  const found = findVisit(keeper, id)
  if (!found || found.visit.latestLeaving !== null) return null
  const { day, visit } = found
  const dayStart = startOfServiceDay(day, keeper.trust.offset)
  const arrivedAt = Math.max(dayStart, Math.min(wanted, visit.leftAt ?? now))
  for (const ended of endedBy(keeper, visit)) {
    const leftAt = Math.max(ended.visit.arrivedAt, arrivedAt)
    await keepChanged(keeper, { ...ended, visit: { ...ended.visit, leftAt } })
  }
  return keepChanged(keeper, { day, visit: { ...visit, arrivedAt } })
}

/** The visits that were left at the moment of a check-in, as long as they can be taken up again. */
function endedBy(keeper: Keeper, { arrivedAt }: DiaryVisit): readonly FoundVisit[] {
  return allVisits(keeper).filter(({ visit }) => visit.leftAt === arrivedAt && canReopen(visit))
}

function canReopen({ ref, source, leftAt }: DiaryVisit): boolean {
  return leftAt !== null && (ref !== null || source === "by-hand")
}

/** "I am still there": takes a visit up again that the next check-in ended, while the store has its keys. */
export async function reopenVisit(keeper: Keeper, id: string, now: UnixSeconds): Promise<DiaryVisit | null> {
  const found = findVisit(keeper, id)
  if (!found || !canReopen(found.visit)) return null
  const { day, visit } = found
  const leavesAt = visit.leavesAt > now ? unixSeconds(visit.leavesAt) : extendedLeaving(visit, now)
  if (visit.ref) setAssumedDeparture(keeper.store, visit.ref, leavesAt)
  return keepChanged(keeper, { day, visit: { ...visit, leftAt: null, isGuessed: false, leavesAt } })
}

/** Undoes a check-in, as if it had not been: what it ended goes on. Gives what goes on. */
export async function undoCheckIn(keeper: Keeper, id: string, now: UnixSeconds): Promise<readonly DiaryVisit[]> {
  const found = findVisit(keeper, id)
  if (!found || found.visit.leftAt !== null) return []
  const { day, visit } = found
  const ended = endedBy(keeper, visit)
  if (visit.ref) cancelOpenVisit(keeper.store, visit.ref)
  await keepPage(keeper, day, withoutVisit(pageOf(keeper, day), id))
  const reopened = []
  for (const each of ended) reopened.push(await reopenVisit(keeper, each.visit.id, now))
  return reopened.filter((each) => each !== null)
}

/** Deletes a visit: chaff takes its place in the store, and nothing of it stays in the diary. */
export async function removeVisit(keeper: Keeper, id: string): Promise<void> {
  const found = findVisit(keeper, id)
  if (!found) return
  const { day, visit } = found
  if (visit.ref) cancelOpenVisit(keeper.store, visit.ref)
  if (visit.kept) {
    const others = pageOf(keeper, day).visits.flatMap((each) => (each.id !== id && each.kept ? [each.kept] : []))
    await deleteVisit(keeper.store, visit.kept, others)
  }
  await keepPage(keeper, day, withoutVisit(pageOf(keeper, day), id))
}
