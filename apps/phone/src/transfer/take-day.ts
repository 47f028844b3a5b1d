import { base64urlOf, hexOf, type ServiceDay } from "@homesafe/protocol"
import {
  deleteVisit,
  isDayUntouched,
  type MovedDay,
  matchRows,
  placeMovedRows,
  takeDayWhole,
} from "@homesafe/protocol/visitor"
import { type DayPage, type DiaryVisit, withoutVisit, withVisit } from "../diary/day-page.ts"
import { mergeFound } from "../feed/merge-found.ts"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import type { MovedCapsule } from "./moved-capsule.ts"
import { readMovedPage } from "./read-moved-page.ts"

/** What became of a moved day. */
export interface TakenDay {
  /** Visits that this phone did not have before. */
  readonly visits: number
  /** Stays that both phones had noted. */
  readonly same: number
  /** Visits that found no place in a full day: in the diary, but not compared with lists. */
  readonly unplaced: number
}

/** Takes one day of another phone's diary: whole where this phone has nothing of its own, visit by visit where it has. Nothing when the day is
 * not kept here. Taking it again changes nothing. Spec §16. */
export async function takeDay(keeper: Keeper, moved: MovedDay): Promise<TakenDay | undefined> {
  const { store, today } = keeper
  const page = readMovedPage(moved)
  const own = pageOf(keeper, moved.day)
  const isEmpty = own.visits.length === 0 && own.found.length === 0
  if (isEmpty && isDayUntouched(store, moved.day)) {
    if (!takeDayWhole(store, moved, usedBy(page.visits), today)) return undefined
    if (page.visits.length + page.found.length > 0) await keepPage(keeper, moved.day, page)
    return { visits: page.visits.length, same: 0, unplaced: 0 }
  }
  if (matchRows(store, today).every(({ day }) => day !== moved.day)) return undefined
  return mergeDay(keeper, moved, page)
}

function usedBy(visits: readonly DiaryVisit[]) {
  return {
    rows: visits.flatMap(({ kept }) => kept?.rows.map(({ row }) => row) ?? []),
    capsules: visits.flatMap(({ kept }) => kept?.capsule ?? []),
  }
}

async function mergeDay(keeper: Keeper, moved: MovedDay, page: DayPage): Promise<TakenDay> {
  const { day } = moved
  let same = 0
  let better = 0
  const coming: DiaryVisit[] = []
  for (const visit of page.visits) {
    const twin = twinOf(keeper, moved, visit)
    if (twin) same++
    if (twin && !isBetter(visit, twin)) continue
    if (twin) {
      better++
      await dropVisit(keeper, day, twin)
    }
    coming.push(visit)
  }
  const places = placeRows(keeper, moved, coming, page)
  const placed = coming.map((visit) => placeVisit(moved, visit, places))
  const news = page.found.flatMap((each) => {
    const row = places.get(each.row)
    return row === undefined ? [] : [{ ...each, row }]
  })
  let merged = placed.reduce(withVisit, pageOf(keeper, day))
  for (const each of news) {
    const before = merged.found.find(({ row }) => row === each.row)
    const found = before ? mergeFound(merged.found, [each], each.list) : [...merged.found, each]
    merged = { ...merged, found }
  }
  await keepPage(keeper, day, merged)
  const unplaced = placed.filter((visit, i) => (coming[i]?.kept?.rows.length ?? 0) > (visit.kept?.rows.length ?? 0))
  return { visits: coming.length - better, same, unplaced: unplaced.length }
}

/** Rows of the coming visits, and rows that a list has spoken of: each once, and where it was put. */
function placeRows(
  keeper: Keeper,
  moved: MovedDay,
  coming: readonly DiaryVisit[],
  page: DayPage,
): ReadonlyMap<number, number> {
  const wanted = [...new Set([...usedBy(coming).rows, ...page.found.map(({ row }) => row)])]
  const rows = wanted.flatMap((row) => moved.rows[row] ?? [])
  const own = pageOf(keeper, moved.day)
  const inUse = [...usedBy(own.visits).rows, ...own.found.map(({ row }) => row)]
  const places = placeMovedRows(keeper.store, moved.day, rows, inUse, keeper.today)
  return new Map(wanted.flatMap((row, i) => (places[i] == null ? [] : [[row, places[i]] as const])))
}

/** The visit as this phone keeps it: its rows at their new places, its sealed copy with the bind that opens it. */
function placeVisit(moved: MovedDay, visit: DiaryVisit, places: ReadonlyMap<number, number>): DiaryVisit {
  if (visit.kept === null) return visit
  const rows = visit.kept.rows.flatMap((each) => {
    const row = places.get(each.row)
    return row === undefined ? [] : [{ ...each, row }]
  })
  const capsule = visit.kept.capsule === null ? undefined : moved.capsules[visit.kept.capsule]
  const own: MovedCapsule | undefined = capsule && {
    bind: base64urlOf(moved.bind),
    uploadKeyId: moved.uploadKeyId,
    capsule: base64urlOf(capsule),
  }
  return { ...visit, kept: { ...visit.kept, rows, capsule: null }, ...(own ? { moved: own } : {}) }
}

/** The same stay in this phone's diary: the very same note, or one with a row key in common and times that overlap. */
function twinOf(keeper: Keeper, moved: MovedDay, visit: DiaryVisit): DiaryVisit | undefined {
  const keys = new Set(visit.kept?.rows.map(({ row }) => hexOf((moved.rows[row] ?? new Uint8Array()).subarray(0, 16))))
  const rows = matchRows(keeper.store, keeper.today).filter(({ day }) => day === moved.day)
  const keyOf = (row: number) => rows.find((each) => each.row === row)?.rowKey
  return pageOf(keeper, moved.day).visits.find((own) => {
    if (own.id === visit.id) return true
    const isOverlapping = own.arrivedAt <= endOf(visit) && visit.arrivedAt <= endOf(own)
    const hasSameKey = own.kept?.rows.some(({ row }) => keys.has(hexOf(keyOf(row) ?? new Uint8Array())))
    return isOverlapping && (hasSameKey || isSameNote(own, visit))
  })
}

// What has no row key, a stay written by hand or one that still goes on here, is told by its place and beginning.
function isSameNote(own: DiaryVisit, visit: DiaryVisit): boolean {
  const isKeyless = own.kept === null || visit.kept === null
  return isKeyless && own.names.en === visit.names.en && own.names.hant === visit.names.hant
}

function endOf({ leftAt }: DiaryVisit): number {
  return leftAt ?? Number.POSITIVE_INFINITY
}

/** Of two notes of one stay: the one whose end its visitor said, else the longer one; an open one and the very same one stay. */
function isBetter(coming: DiaryVisit, own: DiaryVisit): boolean {
  if (own.id === coming.id || own.leftAt === null) return false
  if (own.isGuessed !== coming.isGuessed) return own.isGuessed
  return endOf(coming) - coming.arrivedAt > own.leftAt - own.arrivedAt
}

async function dropVisit(keeper: Keeper, day: ServiceDay, visit: DiaryVisit): Promise<void> {
  const others = pageOf(keeper, day).visits.flatMap((each) => (each.id !== visit.id && each.kept ? [each.kept] : []))
  if (visit.kept) await deleteVisit(keeper.store, visit.kept, others)
  await keepPage(keeper, day, withoutVisit(pageOf(keeper, day), visit.id))
}
