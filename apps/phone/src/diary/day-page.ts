import { type Bytes, type Names, textOfUtf8, utf8Of } from "@homesafe/protocol"
import type { KeptVisit, OpenVisitRef } from "@homesafe/protocol/visitor"
import type { FoundRow } from "../feed/merge-found.ts"
import type { MovedCapsule } from "../transfer/moved-capsule.ts"

/** How a stay came into the diary; what was written by hand has no code, no row and no capsule. */
export type VisitSource = "code" | "plate" | "by-hand"

/** One stay in the diary. Times are seconds since 1970. */
export interface DiaryVisit {
  readonly id: string
  readonly source: VisitSource
  readonly names: Names
  readonly category: number
  readonly isProvisional: boolean
  readonly isVehicle: boolean
  readonly arrivedAt: number
  /** Null while the visit is open. */
  readonly leftAt: number | null
  readonly leavesAt: number
  readonly latestLeaving: number | null
  readonly isGuessed: boolean
  /** Where the visit stands in the store until it is sealed: while it is open, and shortly after it was left for the next place. */
  readonly ref: OpenVisitRef | null
  /** A warning that was shown while the visit went on; its rows remember it once it has some. */
  readonly warned?: { readonly isSeen: boolean }
  /** Where its rows and capsule stand; null until it is sealed. */
  readonly kept: KeptVisit | null
  /** Its sealed copy, where it came from another phone to a day that had visits of its own. */
  readonly moved?: MovedCapsule
  /** The visitor's own words. */
  readonly note: string
  /** Ids of the people without a phone who were there too (people/people.ts). */
  readonly companions: readonly string[]
}

/** What the diary knows of one service day: sealed as a whole, so that neither the number of visits nor their names show. */
export interface DayPage {
  readonly v: 2
  readonly visits: readonly DiaryVisit[]
  readonly found: readonly FoundRow[]
}

/** A day without a visit. */
export const EMPTY_PAGE: DayPage = { v: 2, visits: [], found: [] }

/** Sealed pages are this long, or a multiple: nonce 12 and tag 16 bytes included. Twenty-four visits with the longest notes fit. */
export const PAGE_BYTES = 65_536
const SEAL_BYTES = 28

/** Writes a page's text, filled with spaces to its fixed length. */
export function textOfPage(page: DayPage): Bytes {
  const text = utf8Of(JSON.stringify(page))
  const sheets = Math.ceil((text.length + SEAL_BYTES) / PAGE_BYTES)
  const padded = new Uint8Array(sheets * PAGE_BYTES - SEAL_BYTES).fill(0x20)
  padded.set(text)
  return padded
}

/** Reads a page's text; an earlier version is brought to this one, and what a later version wrote counts as empty. */
export function pageOfText(text: Uint8Array): DayPage {
  const json = textOfUtf8(text)
  const page: unknown = json === undefined ? undefined : JSON.parse(json)
  const version = typeof page === "object" && page !== null && "v" in page ? page.v : undefined
  // as: sealed under the day's key, so textOfPage of that version wrote it
  if (version === 2) return page as DayPage
  return version === 1 ? pageOfFirst(page as FirstPage) : EMPTY_PAGE
}

/** Version 1 knew only visits with a code, and neither notes nor companions. */
interface FirstPage {
  readonly v: 1
  readonly visits: readonly Omit<DiaryVisit, "source" | "note" | "companions">[]
  readonly found: readonly FoundRow[]
}

function pageOfFirst({ visits, found }: FirstPage): DayPage {
  return { v: 2, visits: visits.map((visit) => ({ ...visit, source: "code", note: "", companions: [] })), found }
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
