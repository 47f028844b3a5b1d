import {
  addDays,
  isPastRetention,
  RETENTION_DAYS,
  type ServiceDay,
  serviceDay,
  serviceDayOf,
  type UnixSeconds,
  unixSeconds,
} from "../shared/units.ts"
import { makeChaffDay } from "./chaff-day.ts"
import type { DayBlock } from "./day-block.ts"
import { hasOpenVisits } from "./open-visit.ts"
import { blockIndexOf, DAY_BLOCKS, destroyBlock, readBlock, readDay, type Store, writeDay } from "./store-file.ts"

/** What a store believes about time. */
export interface StoreClock {
  readonly now: UnixSeconds
  /** The greatest t of any accepted manifest; 0 when there was none. */
  readonly floor: UnixSeconds
  /** Since when a day is hidden; the caller keeps it from one start to the next. */
  readonly hiddenSince: Readonly<Record<number, UnixSeconds>>
}
export interface HouseReport {
  readonly today: ServiceDay
  readonly erased: readonly ServiceDay[]
  readonly hidden: readonly ServiceDay[]
  /** Days whose block could not be read and was filled with chaff. */
  readonly rewritten: readonly ServiceDay[]
  readonly hiddenSince: Readonly<Record<number, UnixSeconds>>
  /** True when the phone's clock is more than an hour behind the last manifest: said in words, not acted on. */
  readonly clockBehind: boolean
}

const DAY_SECONDS = 86_400
const CLOCK_TOLERANCE = 3600

/** Today, by the later of the phone's clock and the last manifest. Spec §5. */
export function todayOf(clock: StoreClock, offset: number): ServiceDay {
  return serviceDayOf(unixSeconds(Math.max(clock.now, clock.floor)), offset)
}

/** Erases what is past retention, hides what only the phone's clock calls old, and fills the gaps with chaff. The erasing is done
 * before the first pause, so that nothing old is ever painted. Spec §5. */
export async function keepHouse(store: Store, clock: StoreClock): Promise<HouseReport> {
  const today = todayOf(clock, store.offset)
  const erased: ServiceDay[] = []
  const hiddenSince: Record<number, UnixSeconds> = {}
  const unreadable: ServiceDay[] = []
  const gaps: ServiceDay[] = []
  for (let index = 0; index < DAY_BLOCKS; index++) {
    const block = readBlock(store, index)
    const due = dayDueAt(index, today)
    const fate = block === undefined ? "unreadable" : fateOf(block.day, today, clock, store.offset)
    if (block === undefined || fate === "unreadable") unreadable.push(due)
    else if (fate === "erase") {
      destroyBlock(store, index)
      erased.push(block.day)
    } else if (fate === "hide") {
      hiddenSince[block.day] = clock.hiddenSince[block.day] ?? clock.now
      if (block.state !== "hidden") writeDay(store, { ...block, state: "hidden" })
    } else tidyDay(store, block, today)
    if (block === undefined || fate === "erase" || isOfLaterUploadKey(store, block, today)) gaps.push(due)
  }
  const chaffDays = await Promise.all(gaps.map((day) => makeChaffDay(store, day)))
  for (const chaff of chaffDays) {
    // Something may have been written meanwhile: chaff never replaces a day that opens and is in use.
    const present = readDay(store, chaff.day)
    if (present === undefined || isOfLaterUploadKey(store, present, today)) writeDay(store, chaff)
  }
  return {
    today,
    erased,
    hidden: Object.keys(hiddenSince).map((day) => serviceDay(Number(day))),
    rewritten: unreadable,
    hiddenSince,
    clockBehind: clock.now < clock.floor - CLOCK_TOLERANCE,
  }
}

/** The day of the window (today − 30 … today + 1) that belongs into a block. */
function dayDueAt(index: number, today: ServiceDay): ServiceDay {
  const first = today - RETENTION_DAYS + 1
  return serviceDay(first + ((index - (first % DAY_BLOCKS) + DAY_BLOCKS) % DAY_BLOCKS))
}

/** What becomes of a day: kept, hidden while only the phone's clock calls it old, or erased. Spec §5. */
export function fateOf(
  day: ServiceDay,
  today: ServiceDay,
  clock: StoreClock,
  offset: number,
): "keep" | "hide" | "erase" {
  if (day > today + 1) return "hide" // made under a clock that ran ahead; it comes back with its day
  if (!isPastRetention(day, today)) return "keep"
  const confirmed = clock.floor > 0 && isPastRetention(day, serviceDayOf(clock.floor, offset))
  const since = clock.hiddenSince[day]
  return confirmed || (since !== undefined && clock.now - since >= DAY_SECONDS) ? "erase" : "hide"
}

function tidyDay(store: Store, block: DayBlock, today: ServiceDay): void {
  const isOver = block.day < today && !hasOpenVisits(block, store.offset)
  const hasMarks = block.usedRows !== 0 || block.usedCapsules !== 0
  if (block.state === "hidden") writeDay(store, { ...block, state: "live" })
  // Which entries are real is needed to fill the day and by nobody afterwards.
  if (isOver && hasMarks) writeDay(store, { ...block, state: "live", usedRows: 0, usedCapsules: 0 })
}

/** An untouched day to come whose upload key has been replaced meanwhile. */
function isOfLaterUploadKey(store: Store, block: DayBlock, today: ServiceDay): boolean {
  const isToCome = block.day === today || block.day === today + 1
  const isUntouched = block.usedRows === 0 && block.usedCapsules === 0 && !hasOpenVisits(block, store.offset)
  return isToCome && block.state === "live" && isUntouched && store.uploadKey(block.day).id !== block.uploadKeyId
}

/** The day, hidden or not, in whose place another one must be written; undefined where the place is its own or holds nothing. */
export function dayInTheWay(store: Store, day: ServiceDay): ServiceDay | undefined {
  const block = readBlock(store, blockIndexOf(day))
  return block === undefined || block.day === day ? undefined : block.day
}

/** Erases a hidden day that stands where today must be written: asked for, or by Spec 5-8 at a check-in. */
export async function makeRoomForDay(store: Store, day: ServiceDay): Promise<void> {
  if (readDay(store, day) !== undefined) return
  destroyBlock(store, blockIndexOf(day))
  writeDay(store, await makeChaffDay(store, day))
}

/** Erases a day at its owner's wish: random bytes first, then a day of chaff. */
export async function eraseDay(store: Store, day: ServiceDay): Promise<void> {
  if (readDay(store, day) === undefined) return
  destroyBlock(store, blockIndexOf(day))
  writeDay(store, await makeChaffDay(store, day))
}

/** The days of a phone's window, tomorrow included. */
export function windowOf(today: ServiceDay): ServiceDay[] {
  return Array.from({ length: DAY_BLOCKS }, (_, i) => addDays(today, i - RETENTION_DAYS + 1))
}
