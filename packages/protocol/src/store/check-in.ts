import type { PrintedKeys, RotatingKeys, VerifiedCode } from "../codes/verify-scanned-code.ts"
import { copyBytes, type Hex } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import {
  addDays,
  type Minutes,
  minutes,
  type ServiceDay,
  startOfServiceDay,
  type UnixSeconds,
} from "../shared/units.ts"
import { type DayBlock, OPEN_VISIT_BYTES } from "./day-block.ts"
import { windowOf } from "./keep-house.ts"
import { randomBelow } from "./match-row.ts"
import { grantedMinutes, type OpenVisitText, readOpenVisit, writeOpenVisit } from "./open-visit.ts"
import { readLiveDay, type Store, writeDay } from "./store-file.ts"

export interface OpenVisitRef {
  readonly day: ServiceDay
  readonly slot: number
  /** The slot in the next day's block, for a visit that may pass the end of the day. */
  readonly tomorrowSlot: number | null
}
export interface OpenVisit {
  readonly ref: OpenVisitRef
  readonly vid: Hex
  readonly hourRows: boolean
  readonly rotating: boolean
  readonly arrival: Minutes
  readonly assumedDeparture: Minutes
  /** The end of the hours that a screen granted. */
  readonly hoursEnd: Minutes | null
}

/** Minutes of a day, cut to bounds. */
export function clampMinutes(value: number, least: number, greatest: number): Minutes {
  return minutes(Math.min(Math.max(Math.floor(value), least), greatest))
}

/** Minutes from a day's start to a moment; negative before it, over 1440 after its end. */
export function minutesInto(day: ServiceDay, t: UnixSeconds, offset: number): number {
  return Math.floor((t - startOfServiceDay(day, offset)) / 60)
}

function freeSlot(store: Store, block: DayBlock): number | undefined {
  const free = block.open.flatMap((bytes, slot) =>
    readOpenVisit(bytes, block.day, store.offset) === undefined ? [slot] : [],
  )
  return free.length === 0 ? undefined : free[randomBelow(free.length, store.random)]
}

/** Puts bytes into an open-visit slot of a day. */
export function withSlot(block: DayBlock, slot: number, bytes: Uint8Array): DayBlock {
  return { ...block, open: block.open.map((old, i) => (i === slot ? copyBytes(bytes) : old)) }
}

/** Keeps an open visit; one that may pass the end of the day has a place in each day's block. Spec §5. */
export function checkIn(
  store: Store,
  code: VerifiedCode,
  times: { readonly now: UnixSeconds; readonly assumedDeparture: UnixSeconds; readonly mayPassEnd: boolean },
): Result<OpenVisitRef, "too-many-open-visits" | "hidden-day-in-the-way"> {
  const { day, tomorrow } = code
  const block = readLiveDay(store, day)
  if (block === undefined) return refused("hidden-day-in-the-way")
  const slot = freeSlot(store, block)
  if (slot === undefined) return refused("too-many-open-visits")
  const departure = minutesInto(day, times.assumedDeparture, store.offset)
  writeDay(
    store,
    withSlot(
      block,
      slot,
      openVisitBytes(store, code, code.today, minutesInto(day, times.now, store.offset), departure),
    ),
  )
  const mayPassEnd = tomorrow !== null && (times.mayPassEnd || departure > 1440)
  const tomorrowSlot = mayPassEnd ? keepTomorrow(store, code, tomorrow, departure - 1440) : null
  return ok({ day, slot, tomorrowSlot })
}

function openVisitBytes(
  store: Store,
  code: VerifiedCode,
  keys: PrintedKeys | RotatingKeys,
  arrival: number,
  departure: number,
): Uint8Array {
  const [from, until] = grantedMinutes(keys, store.offset)
  const at = clampMinutes(arrival, from, until)
  const assumedDeparture = clampMinutes(departure, at, until)
  return writeOpenVisit({ hourRows: code.hourRows, vid: code.vid, arrival: at, assumedDeparture, keys })
}

function keepTomorrow(store: Store, code: VerifiedCode, keys: PrintedKeys, departure: number): number | null {
  const block = readLiveDay(store, addDays(code.day, 1))
  const slot = block === undefined ? undefined : freeSlot(store, block)
  if (block === undefined || slot === undefined) return null
  writeDay(store, withSlot(block, slot, openVisitBytes(store, code, keys, 0, departure)))
  return slot
}

/** Reads the open visit that a reference names. */
export function readOpenVisitAt(store: Store, day: ServiceDay, slot: number): OpenVisitText | undefined {
  const bytes = readLiveDay(store, day)?.open[slot]
  return bytes === undefined ? undefined : readOpenVisit(bytes, day, store.offset)
}

/** All visits that have not ended, oldest first; the second half of one that may pass midnight is not listed by itself. */
export function openVisits(store: Store, today: ServiceDay): OpenVisit[] {
  const found: OpenVisit[] = []
  let continued: { readonly vid: Hex; readonly slot: number }[] = []
  for (const day of windowOf(today).filter((each) => each <= today)) {
    const next = slotsOf(store, addDays(day, 1)).filter(({ visit }) => visit.arrival === 0)
    const taken: { vid: Hex; slot: number }[] = []
    for (const { slot, visit } of slotsOf(store, day)) {
      if (continued.some((half) => half.slot === slot && half.vid === visit.vid)) continue
      const half = next.find((each) => each.visit.vid === visit.vid && !taken.some((other) => other.slot === each.slot))
      if (half !== undefined) taken.push({ vid: visit.vid, slot: half.slot })
      found.push(openVisitOf(store, { day, slot, tomorrowSlot: half?.slot ?? null }, visit))
    }
    continued = taken
  }
  return found
}

function slotsOf(store: Store, day: ServiceDay): { readonly slot: number; readonly visit: OpenVisitText }[] {
  return (readLiveDay(store, day)?.open ?? []).flatMap((bytes, slot) => {
    const visit = readOpenVisit(bytes, day, store.offset)
    return visit === undefined ? [] : [{ slot, visit }]
  })
}

function openVisitOf(store: Store, ref: OpenVisitRef, visit: OpenVisitText): OpenVisit {
  const { vid, hourRows, arrival, assumedDeparture, keys } = visit
  const rotating = keys.kind === "rotating"
  const hoursEnd = rotating ? grantedMinutes(keys, store.offset)[1] : null
  return { ref, vid, hourRows, rotating, arrival, assumedDeparture, hoursEnd }
}

/** Changes when a visit is taken to end if its visitor forgets to leave. */
export function setAssumedDeparture(
  store: Store,
  ref: OpenVisitRef,
  departure: UnixSeconds,
): Result<null, "no-such-visit"> {
  if (readOpenVisitAt(store, ref.day, ref.slot) === undefined) return refused("no-such-visit")
  const halves = [
    [ref.day, ref.slot] as const,
    ...(ref.tomorrowSlot === null ? [] : [[addDays(ref.day, 1), ref.tomorrowSlot] as const]),
  ]
  for (const [day, slot] of halves) {
    const block = readLiveDay(store, day)
    const visit = readOpenVisitAt(store, day, slot)
    if (block === undefined || visit === undefined) continue
    const until = grantedMinutes(visit.keys, store.offset)[1]
    const assumedDeparture = clampMinutes(minutesInto(day, departure, store.offset), visit.arrival, until)
    writeDay(store, withSlot(block, slot, writeOpenVisit({ ...visit, assumedDeparture })))
  }
  return ok(null)
}

/** Undoes a check-in: its places become random again. */
export function cancelOpenVisit(store: Store, ref: OpenVisitRef): void {
  clearSlot(store, ref.day, ref.slot)
  if (ref.tomorrowSlot !== null) clearSlot(store, addDays(ref.day, 1), ref.tomorrowSlot)
}

function clearSlot(store: Store, day: ServiceDay, slot: number): void {
  const block = readLiveDay(store, day)
  if (block !== undefined) writeDay(store, withSlot(block, slot, store.random(OPEN_VISIT_BYTES)))
}
