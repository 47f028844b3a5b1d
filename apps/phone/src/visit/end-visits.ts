import { addDays, minutes, type ServiceDay, startOfServiceDay, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { checkOut, checkOutTomorrow, findUnclaimed, type KeptVisit } from "@homesafe/protocol/visitor"
import { type DiaryVisit, withVisit } from "../diary/day-page.ts"
import { matchKeptBatches } from "../feed/match-batches.ts"
import { handWarningOver } from "../feed/open-alerts.ts"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import { findVisit, openEntries, unsealedEntries } from "./find-visits.ts"
import { isSettled } from "./visit-times.ts"

/** Ends a visit and seals it; one that crossed the end of a service day becomes two. */
export async function endVisit(
  keeper: Keeper,
  visit: DiaryVisit,
  at: UnixSeconds,
  isGuessed: boolean,
): Promise<DiaryVisit | null> {
  const leaving = unixSeconds(Math.max(at, visit.arrivedAt))
  if (visit.ref === null) return visit.source === "by-hand" ? noteLeaving(keeper, visit, leaving, isGuessed) : null
  const kept = await checkOut(keeper.store, visit.ref, leaving, { arrival: unixSeconds(visit.arrivedAt) })
  if (!kept.ok) {
    // The store has sealed it already and the diary was not told, for the app was closed in between; or its day was rewritten.
    const { day } = visit.ref
    const found = findSealed(keeper, visit, day)
    const hasSecond = visit.ref.tomorrowSlot !== null
    const second =
      (await checkOutTomorrow(keeper.store, visit.ref, leaving)) ??
      (hasSecond ? findSealed(keeper, visit, addDays(day, 1)) : undefined)
    // When it was sealed it was left, whatever was thought since.
    const first = found
      ? partOf(keeper, visit, found, 0, leaving, isGuessed)
      : { day, visit: { ...visit, leftAt: leaving, isGuessed, ref: null, kept: null } }
    return keepParts(keeper, second ? [first, partOf(keeper, visit, second, 1, leaving, isGuessed)] : [first])
  }
  return keepParts(
    keeper,
    kept.value.map((part, place) => partOf(keeper, visit, part, place, leaving, isGuessed)),
  )
}

interface Part {
  readonly day: ServiceDay
  readonly visit: DiaryVisit
}

async function keepParts(keeper: Keeper, parts: readonly Part[]): Promise<DiaryVisit | null> {
  for (const part of parts) await keepPage(keeper, part.day, withVisit(pageOf(keeper, part.day), part.visit))
  await matchKeptBatches(
    keeper,
    parts.map((part) => part.day),
  )
  for (const { day, visit } of parts) await handWarningOver(keeper, day, visit.id)
  return parts.at(-1)?.visit ?? null
}

function findSealed(keeper: Keeper, visit: DiaryVisit, day: ServiceDay): KeptVisit | undefined {
  const others = pageOf(keeper, day).visits.flatMap(({ kept }) => (kept ? [kept] : []))
  const into = Math.floor((visit.arrivedAt - startOfServiceDay(day, keeper.trust.offset)) / 60)
  return findUnclaimed(keeper.store, { day, arrival: minutes(Math.max(0, into)) }, others)
}

function partOf(
  keeper: Keeper,
  visit: DiaryVisit,
  kept: KeptVisit,
  place: number,
  leaving: number,
  isGuessed: boolean,
): Part {
  const dayStart = startOfServiceDay(kept.day, keeper.trust.offset)
  const arrivedAt = place === 0 ? visit.arrivedAt : dayStart
  // What a screen's hours or the end of the day cut off is cut here too.
  const leftAt = Math.max(arrivedAt, Math.min(leaving, dayStart + kept.departure * 60 + 59))
  const id = place === 0 ? visit.id : crypto.randomUUID()
  return { day: kept.day, visit: { ...visit, id, arrivedAt, leftAt, isGuessed, ref: null, kept } }
}

/** Writes down that a visit was left, without sealing it yet: for two minutes its visitor can say "I am still there". */
export async function noteLeaving(
  keeper: Keeper,
  visit: DiaryVisit,
  at: UnixSeconds,
  isGuessed = false,
): Promise<DiaryVisit | null> {
  const day = findVisit(keeper, visit.id)?.day
  if (day === undefined) return null
  const left = { ...visit, leftAt: Math.max(at, visit.arrivedAt), isGuessed }
  await keepPage(keeper, day, withVisit(pageOf(keeper, day), left))
  return left
}

/** Seals the visits that were left for the next place: those whose two minutes are over, or all of them. */
export async function sealLeftVisits(keeper: Keeper, now: UnixSeconds | "all"): Promise<number> {
  const due = unsealedEntries(keeper).filter(({ leftAt }) => now === "all" || isSettled(leftAt ?? 0, now))
  for (const visit of due) await endVisit(keeper, visit, unixSeconds(visit.leftAt ?? visit.leavesAt), false)
  return due.length
}

/** Ends the visits whose assumed time has come, for the visitor forgot, and seals what was left. Gives how many. */
export async function endForgottenVisits(keeper: Keeper, now: UnixSeconds): Promise<number> {
  const forgotten = openEntries(keeper).filter((visit) => visit.leavesAt <= now)
  for (const visit of forgotten) await endVisit(keeper, visit, unixSeconds(visit.leavesAt), true)
  return forgotten.length + (await sealLeftVisits(keeper, now))
}
