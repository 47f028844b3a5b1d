import { type Bytes, copyBytes } from "../shared/bytes.ts"
import type { ServiceDay } from "../shared/units.ts"
import { placeRow, withBit } from "../store/check-out.ts"
import {
  activeCapsules,
  activeRows,
  CAPSULES_PER_BLOCK,
  type DayBlock,
  OPEN_VISIT_BYTES,
  OPEN_VISITS,
  ROWS_PER_BLOCK,
} from "../store/day-block.ts"
import { windowOf } from "../store/keep-house.ts"
import { ROW_BYTES, readRow } from "../store/match-row.ts"
import { hasOpenVisits } from "../store/open-visit.ts"
import { readDay, readLiveDay, type Store, writeDay } from "../store/store-file.ts"
import { CAPSULE_BYTES } from "../upload/capsule-text.ts"
import type { MovedDay } from "./transfer-text.ts"

/** Which entries of a day its diary knows to be real; the store itself forgets it once the day is over. */
export interface UsedEntries {
  readonly rows: readonly number[]
  readonly capsules: readonly number[]
}

/** The open texts of all days that are kept and shown, oldest first. Visits that go on must have ended before. Spec §16. */
export function daysToMove(store: Store, today: ServiceDay, diaryOf: (day: ServiceDay) => Bytes): MovedDay[] {
  return windowOf(today)
    .filter((day) => day <= today)
    .flatMap((day) => {
      const block = readLiveDay(store, day)
      if (block === undefined) return []
      const { bind, uploadKeyId } = block
      return [{ day, bind, uploadKeyId, rows: activeRows(block), capsules: activeCapsules(block), diary: diaryOf(day) }]
    })
}

/** True when a day's block holds chaff alone, as far as the block can tell: its diary must be empty too. */
export function isDayUntouched(store: Store, day: ServiceDay): boolean {
  const block = readLiveDay(store, day)
  return block !== undefined && !hasMarks(block) && !hasOpenVisits(block, store.offset)
}

function hasMarks({ usedRows, usedCapsules }: DayBlock): boolean {
  return usedRows !== 0 || usedCapsules !== 0
}

/** Puts another phone's day in the place of an untouched one, in one write: rows, capsules and the bind that opens them, under this
 * phone's own keys. False when this phone does not keep that day. Spec §16. */
export function takeDayWhole(store: Store, moved: MovedDay, used: UsedEntries, today: ServiceDay): boolean {
  const block = windowOf(today).includes(moved.day) ? readDay(store, moved.day) : undefined
  if (block?.state !== "live") return false
  const { random } = store
  const filled = (parts: readonly Bytes[], count: number, length: number) => [
    ...parts,
    ...Array.from({ length: count - parts.length }, () => copyBytes(random(length))),
  ]
  const isOver = moved.day < today
  writeDay(store, {
    ...block,
    rowBlocks: moved.rows.length / ROWS_PER_BLOCK,
    capsuleBlocks: moved.capsules.length / CAPSULES_PER_BLOCK,
    bind: moved.bind,
    uploadKeyId: moved.uploadKeyId,
    usedRows: isOver ? 0 : marksOf(used.rows),
    usedCapsules: isOver ? 0 : marksOf(used.capsules),
    rows: filled(moved.rows, 2 * ROWS_PER_BLOCK, ROW_BYTES),
    capsules: filled(moved.capsules, 2 * CAPSULES_PER_BLOCK, CAPSULE_BYTES),
    open: filled([], OPEN_VISITS, OPEN_VISIT_BYTES),
  })
  return true
}

/** Puts rows of another phone's day into this phone's, in one write, without touching those in use; the same row key is widened. Gives
 * the place of each, null where the day is full. Spec §16. */
export function placeMovedRows(
  store: Store,
  day: ServiceDay,
  rows: readonly Bytes[],
  inUse: readonly number[],
  today: ServiceDay,
): readonly (number | null)[] {
  const before = readLiveDay(store, day)
  if (before === undefined) return rows.map(() => null)
  let block: DayBlock = { ...before, usedRows: (before.usedRows | marksOf(inUse)) >>> 0 }
  const places = rows.map((bytes) => {
    const placed = placeRow(store, block, readRow(bytes))
    block = placed.block
    return placed.row ?? null
  })
  writeDay(store, day < today ? { ...block, usedRows: before.usedRows } : block)
  return places
}

function marksOf(entries: readonly number[]): number {
  return entries.reduce(withBit, 0)
}
