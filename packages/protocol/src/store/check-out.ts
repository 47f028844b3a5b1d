import { leafFromCover } from "../keys/cover.ts"
import { leafOf, rowKeyOf } from "../keys/key-tree.ts"
import { hoursTouched } from "../rows/row-evidence.ts"
import { equalBytes } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { addDays, hourOf, type Minutes, type ServiceDay, type Units, type UnixSeconds, units } from "../shared/units.ts"
import { sealCapsule, sealChaffCapsules } from "../upload/seal-capsule.ts"
import { chaffRows } from "./chaff-day.ts"
import { clampMinutes, minutesInto, type OpenVisitRef, readOpenVisitAt, withSlot } from "./check-in.ts"
import { activeRows, CAPSULES_PER_BLOCK, type DayBlock, OPEN_VISIT_BYTES, ROWS_PER_BLOCK } from "./day-block.ts"
import { type RowText, randomBelow, readRow, writeRow } from "./match-row.ts"
import { grantedMinutes, type OpenVisitText } from "./open-visit.ts"
import { readLiveDay, type Store, sealOfDay, writeDay } from "./store-file.ts"

/** Where one day's part of a visit was put: what its diary entry remembers. */
export interface KeptVisit {
  readonly day: ServiceDay
  readonly arrival: Minutes
  readonly departure: Minutes
  /** The visit's own interval in each row, before other visits widened it. */
  readonly rows: readonly { readonly row: number; readonly arrival: Units; readonly departure: Units }[]
  /** Null when the day's 24 capsules are all taken. */
  readonly capsule: number | null
  /** True when the day had no room for everything: it is said, not hidden. */
  readonly full: boolean
}

/** Ends a visit: its rows take the place of chaff, its capsule is sealed, and the open keys become random. A visit across the end of
 * the day becomes two. Spec §5. */
export async function checkOut(
  store: Store,
  ref: OpenVisitRef,
  departure: UnixSeconds,
  times: { readonly arrival?: UnixSeconds } = {},
): Promise<Result<KeptVisit[], "no-such-visit">> {
  const today = readOpenVisitAt(store, ref.day, ref.slot)
  if (today === undefined) return refused("no-such-visit")
  const endsAt = minutesInto(ref.day, departure, store.offset)
  const startsAt = times.arrival === undefined ? today.arrival : minutesInto(ref.day, times.arrival, store.offset)
  const kept = await keepPart(store, ref.day, ref.slot, today, startsAt, endsAt)
  const second = await checkOutTomorrow(store, ref, departure)
  return ok(second === undefined ? [kept] : [kept, second])
}

/** Ends the second half of a visit across the end of the day: nothing when it has none, or when it was left before. By itself it is
 * needed where the app was closed between the two halves. */
export async function checkOutTomorrow(
  store: Store,
  ref: OpenVisitRef,
  departure: UnixSeconds,
): Promise<KeptVisit | undefined> {
  if (ref.tomorrowSlot === null) return undefined
  const next = addDays(ref.day, 1)
  const tomorrow = readOpenVisitAt(store, next, ref.tomorrowSlot)
  if (tomorrow === undefined) return undefined
  const endsAt = minutesInto(ref.day, departure, store.offset) - 1440
  if (endsAt > 0) return keepPart(store, next, ref.tomorrowSlot, tomorrow, 0, endsAt)
  const block = readLiveDay(store, next)
  if (block !== undefined) writeDay(store, withSlot(block, ref.tomorrowSlot, store.random(OPEN_VISIT_BYTES)))
  return undefined
}

async function keepPart(
  store: Store,
  day: ServiceDay,
  slot: number,
  visit: OpenVisitText,
  startsAt: number,
  endsAt: number,
): Promise<KeptVisit> {
  const [from, until] = grantedMinutes(visit.keys, store.offset)
  const arrival = clampMinutes(startsAt, from, until)
  const departure = clampMinutes(endsAt, arrival, until)
  const before = readLiveDay(store, day)
  if (before === undefined) throw new Error("an open visit's day vanished while it was being kept")
  const seal = sealOfDay(store, before)
  const text = { hourVenue: visit.hourRows, vid: visit.vid, day, arrival, departure, keys: visit.keys }
  const isExtending =
    before.capsuleBlocks === 1 && freeEntry(before.usedCapsules, CAPSULES_PER_BLOCK, store) === undefined
  const [capsule, spare] = await Promise.all([
    sealCapsule(text, seal),
    sealChaffCapsules(isExtending ? CAPSULES_PER_BLOCK : 0, seal),
  ])
  // Sealing took a moment: read again, change and write without a pause, so that no other change is lost.
  const current = readLiveDay(store, day) ?? before
  let block = spare.length === 0 ? current : extendCapsules(current, spare)
  const place = freeEntry(block.usedCapsules, block.capsuleBlocks * CAPSULES_PER_BLOCK, store)
  if (place !== undefined) {
    const capsules = block.capsules.map((old, i) => (i === place ? capsule : old))
    block = { ...block, capsules, usedCapsules: withBit(block.usedCapsules, place) }
  }
  const wanted = rowsOf(visit, arrival, departure, store.offset)
  const rows: KeptVisit["rows"][number][] = []
  for (const row of wanted) {
    const placed = placeRow(store, block, row)
    block = placed.block
    if (placed.row !== undefined) rows.push({ row: placed.row, arrival: row.arrival, departure: row.departure })
  }
  writeDay(store, withSlot(block, slot, store.random(OPEN_VISIT_BYTES)))
  const full = place === undefined || rows.length < wanted.length
  return { day, arrival, departure, rows, capsule: place ?? null, full }
}

function extendCapsules(block: DayBlock, spare: DayBlock["capsules"]): DayBlock {
  if (block.capsuleBlocks === 2) return block
  return { ...block, capsuleBlocks: 2, capsules: [...block.capsules.slice(0, CAPSULES_PER_BLOCK), ...spare] }
}

/** Sets one bit of a mark. */
export function withBit(marks: number, bit: number): number {
  return (marks | (1 << bit)) >>> 0
}

function freeEntry(marks: number, count: number, store: Store): number | undefined {
  const free = Array.from({ length: count }, (_, i) => i).filter((i) => ((marks >>> i) & 1) === 0)
  return free.length === 0 ? undefined : free[randomBelow(free.length, store.random)]
}

/** The rows of a stay: one for a day venue, one per hour for an hour venue, each cut to its hour. Spec §5. */
export function rowsOf(visit: OpenVisitText, arrival: number, departure: number, offset: number): RowText[] {
  const { keys, vid } = visit
  if (!visit.hourRows)
    return keys.kind === "printed" ? [rowOf(rowKeyOf(keys.dayKey, vid), arrival, departure, 0, 288)] : []
  const first = keys.kind === "rotating" ? hourOf(keys.t, offset) : 0
  return hoursTouched(arrival, departure).flatMap((hour) => {
    const leaf =
      keys.kind === "printed"
        ? leafOf(keys.dayKey, hour)
        : leafFromCover(keys.nodes, first, first + keys.hours - 1, hour)
    return leaf === undefined ? [] : [rowOf(rowKeyOf(leaf, vid), arrival, departure, hour * 12, hour * 12 + 12)]
  })
}

/** Arrival rounded down and departure up to five minutes, within bounds, and never empty. */
export function rowOf(
  rowKey: RowText["rowKey"],
  arrival: number,
  departure: number,
  least: number,
  greatest: number,
): RowText {
  const from = Math.min(Math.max(Math.floor(arrival / 5), least), greatest - 1)
  const until = Math.min(Math.max(Math.ceil(departure / 5), from + 1), greatest)
  return { rowKey, arrival: units(from), departure: units(until) }
}

/** Puts a row in the place of chaff, or widens the one that has its key; no place when the day is full. */
export function placeRow(
  store: Store,
  block: DayBlock,
  row: RowText,
): { readonly block: DayBlock; readonly row: number | undefined } {
  const same = activeRows(block).findIndex((bytes) => equalBytes(bytes.subarray(0, 16), row.rowKey))
  if (same >= 0)
    return { block: withRow(block, same, hullOf(row, readRow(block.rows[same] ?? new Uint8Array()))), row: same }
  const roomy =
    block.rowBlocks === 1 && freeEntry(block.usedRows, ROWS_PER_BLOCK, store) === undefined
      ? extendRows(store, block)
      : block
  const free = freeEntry(roomy.usedRows, roomy.rowBlocks * ROWS_PER_BLOCK, store)
  return free === undefined ? { block: roomy, row: undefined } : { block: withRow(roomy, free, row), row: free }
}

function extendRows(store: Store, block: DayBlock): DayBlock {
  return { ...block, rowBlocks: 2, rows: [...block.rows.slice(0, ROWS_PER_BLOCK), ...chaffRows(store)] }
}

function hullOf(a: RowText, b: RowText): RowText {
  const arrival = units(Math.min(a.arrival, b.arrival))
  return { rowKey: a.rowKey, arrival, departure: units(Math.max(a.departure, b.departure)) }
}

function withRow(block: DayBlock, index: number, row: RowText): DayBlock {
  const rows = block.rows.map((old, i) => (i === index ? writeRow(row) : old))
  return { ...block, rows, usedRows: withBit(block.usedRows, index) }
}
