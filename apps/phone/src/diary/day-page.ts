import { type Bytes, type Names, textOfUtf8, utf8Of } from "@homesafe/protocol"
import type { KeptVisit, OpenVisitRef } from "@homesafe/protocol/visitor"
import type { FoundRow } from "../feed/merge-found.ts"

/** One stay in the diary. Times are seconds since 1970. */
export interface DiaryVisit {
  readonly id: string
  readonly names: Names
  readonly category: number
  readonly isProvisional: boolean
  readonly isVehicle: boolean
  readonly arrivedAt: number
  readonly leftAt: number | null
  readonly leavesAt: number
  readonly latestLeaving: number | null
  readonly isGuessed: boolean
  /** Where the open visit stands in the store; null once it has ended. */
  readonly ref: OpenVisitRef | null
  /** Where its rows and capsule stand; null while it is open. */
  readonly kept: KeptVisit | null
}

/** What the diary knows of one service day: sealed as a whole, so that neither the number of visits nor their names show. */
export interface DayPage {
  readonly v: 1
  readonly visits: readonly DiaryVisit[]
  readonly found: readonly FoundRow[]
}

/** A day without a visit. */
export const EMPTY_PAGE: DayPage = { v: 1, visits: [], found: [] }

/** Sealed pages are this long, or a multiple: nonce 12 and tag 16 bytes included. */
export const PAGE_BYTES = 16_384
const SEAL_BYTES = 28

/** Writes a page's text, filled with spaces to its fixed length. */
export function textOfPage(page: DayPage): Bytes {
  const text = utf8Of(JSON.stringify(page))
  const sheets = Math.ceil((text.length + SEAL_BYTES) / PAGE_BYTES)
  const padded = new Uint8Array(sheets * PAGE_BYTES - SEAL_BYTES).fill(0x20)
  padded.set(text)
  return padded
}

/** Reads a page's text; what another version wrote counts as empty. */
export function pageOfText(text: Uint8Array): DayPage {
  const json = textOfUtf8(text)
  const page: unknown = json === undefined ? undefined : JSON.parse(json)
  const isPage = typeof page === "object" && page !== null && "v" in page && page.v === 1
  return isPage ? (page as DayPage) : EMPTY_PAGE // as: sealed under the day's key, so textOfPage wrote it
}

/** The page with one visit put in, or put in the place of its earlier state. */
export function withVisit(page: DayPage, visit: DiaryVisit): DayPage {
  const others = page.visits.filter((each) => each.id !== visit.id)
  return { ...page, visits: [...others, visit].sort((a, b) => a.arrivedAt - b.arrivedAt) }
}

/** The page without a visit, and without what only that visit's rows had found. */
export function withoutVisit(page: DayPage, id: string): DayPage {
  const visits = page.visits.filter((each) => each.id !== id)
  const rows = new Set(visits.flatMap((each) => each.kept?.rows.map(({ row }) => row) ?? []))
  return { ...page, visits, found: page.found.filter((each) => rows.has(each.row)) }
}
