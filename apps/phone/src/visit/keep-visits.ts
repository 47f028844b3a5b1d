import { addDays, type ServiceDay, startOfServiceDay, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import {
  cancelOpenVisit,
  checkIn,
  checkOut,
  deleteVisit,
  type KeptVisit,
  openVisits,
  readScannedCode,
  setAssumedDeparture,
  type VerifiedCode,
} from "@homesafe/protocol/visitor"
import { type DiaryVisit, withoutVisit, withVisit } from "../diary/day-page.ts"
import { matchKeptBatches } from "../feed/match-batches.ts"
import type { ScanOutcome } from "../keeper/commands.ts"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import { viewOfVisit } from "../keeper/view-visits.ts"
import { assumedLeaving, mayPassEnd } from "./visit-times.ts"

/** Checks a scanned code offline and checks in at once; the place before is left. Spec §3. */
export async function checkInByCode(keeper: Keeper, text: string, now: UnixSeconds): Promise<ScanOutcome> {
  const { trust, revoked, store, catalogue } = keeper
  const code = readScannedCode(text, { trust, revoked, now })
  if (!code.ok) return code
  const same = openVisits(store, keeper.today).find((each) => each.vid === code.value.vid)
  const already = same && openEntries(keeper).find(({ ref }) => ref?.day === same.ref.day && ref.slot === same.ref.slot)
  if (already) return { ok: true, visit: viewOfVisit(keeper, already), isAgain: true, ended: null }

  const stay = catalogue.categories.find((each) => each.n === code.value.category)?.stay
  const leavesAt = assumedLeaving(now, stay, code.value.latestDeparture)
  const ended = await endOpenVisits(keeper, now)
  const dayEnd = startOfServiceDay(addDays(code.value.day, 1), trust.offset)
  const placed = checkIn(store, code.value, { now, assumedDeparture: leavesAt, mayPassEnd: mayPassEnd(now, dayEnd) })
  if (!placed.ok) return { ok: false, problem: placed.problem === "too-many-open-visits" ? "day-full" : "clock-behind" }
  const visit = entryOf(code.value, now, leavesAt, placed.value)
  await keepPage(keeper, code.value.day, withVisit(pageOf(keeper, code.value.day), visit))
  return { ok: true, visit: viewOfVisit(keeper, visit), isAgain: false, ended: ended && viewOfVisit(keeper, ended) }
}

function entryOf(code: VerifiedCode, now: number, leavesAt: number, ref: DiaryVisit["ref"]): DiaryVisit {
  return {
    id: crypto.randomUUID(),
    names: code.names,
    category: code.category,
    isProvisional: code.provisional,
    isVehicle: code.kind === "vehicle",
    arrivedAt: now,
    leftAt: null,
    leavesAt,
    latestLeaving: code.latestDeparture,
    isGuessed: false,
    ref,
    kept: null,
  }
}

/** All visits that have not ended. */
export function openEntries(keeper: Keeper): readonly DiaryVisit[] {
  return [...keeper.pages.values()].flatMap((page) => page.visits.filter((visit) => visit.leftAt === null))
}

async function endOpenVisits(keeper: Keeper, at: UnixSeconds): Promise<DiaryVisit | null> {
  let last: DiaryVisit | null = null
  for (const visit of openEntries(keeper)) last = await endVisit(keeper, visit, at, false)
  return last
}

/** Ends the visits whose assumed time has come: the visitor forgot, and nothing was lost. */
export async function endForgottenVisits(keeper: Keeper, now: UnixSeconds): Promise<number> {
  const forgotten = openEntries(keeper).filter((visit) => visit.leavesAt <= now)
  for (const visit of forgotten) await endVisit(keeper, visit, unixSeconds(visit.leavesAt), true)
  return forgotten.length
}

/** Ends a visit; one that crossed the end of a service day becomes two. */
export async function endVisit(
  keeper: Keeper,
  visit: DiaryVisit,
  at: UnixSeconds,
  isGuessed: boolean,
): Promise<DiaryVisit | null> {
  if (visit.ref === null) return null
  const leaving = unixSeconds(Math.max(at, visit.arrivedAt))
  const kept = await checkOut(keeper.store, visit.ref, leaving)
  if (!kept.ok) {
    // The store no longer has it (its day was rewritten): the diary must not say that it is still open.
    await keepPage(keeper, visit.ref.day, withoutVisit(pageOf(keeper, visit.ref.day), visit.id))
    return null
  }
  const parts = kept.value.map((part, place) => partOf(keeper, visit, part, place, leaving, isGuessed))
  for (const part of parts) await keepPage(keeper, part.day, withVisit(pageOf(keeper, part.day), part.visit))
  await matchKeptBatches(
    keeper,
    parts.map((part) => part.day),
  )
  return parts.at(-1)?.visit ?? null
}

function partOf(
  keeper: Keeper,
  visit: DiaryVisit,
  kept: KeptVisit,
  place: number,
  leaving: number,
  isGuessed: boolean,
): { readonly day: ServiceDay; readonly visit: DiaryVisit } {
  const dayStart = startOfServiceDay(kept.day, keeper.trust.offset)
  const arrivedAt = place === 0 ? visit.arrivedAt : dayStart
  // What a screen's hours or the end of the day cut off is cut here too.
  const leftAt = Math.max(arrivedAt, Math.min(leaving, dayStart + kept.departure * 60 + 59))
  const id = place === 0 ? visit.id : crypto.randomUUID()
  return { day: kept.day, visit: { ...visit, id, arrivedAt, leftAt, isGuessed, ref: null, kept } }
}

/** Finds a visit and its day. */
export function findVisit(keeper: Keeper, id: string): { day: ServiceDay; visit: DiaryVisit } | undefined {
  for (const [day, page] of keeper.pages) {
    const visit = page.visits.find((each) => each.id === id)
    if (visit) return { day, visit }
  }
  return undefined
}

/** Undoes a check-in, as if it had not been. */
export async function undoCheckIn(keeper: Keeper, id: string): Promise<void> {
  const found = findVisit(keeper, id)
  if (!found?.visit.ref) return
  cancelOpenVisit(keeper.store, found.visit.ref)
  await keepPage(keeper, found.day, withoutVisit(pageOf(keeper, found.day), id))
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
  if (visit.ref && wanted <= now) return endVisit(keeper, visit, wanted, false)
  const dayEnd = startOfServiceDay(addDays(day, 1), keeper.trust.offset)
  const latest = visit.latestLeaving ?? (visit.ref?.tomorrowSlot == null ? dayEnd : dayEnd + 86_400)
  const at = unixSeconds(Math.min(Math.max(wanted, visit.arrivedAt), latest))
  if (visit.ref) setAssumedDeparture(keeper.store, visit.ref, at)
  const changed = visit.ref ? { ...visit, leavesAt: at } : { ...visit, leftAt: at, isGuessed: false }
  await keepPage(keeper, day, withVisit(pageOf(keeper, day), changed))
  return changed
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
