import type { VisitView } from "../keeper/views.ts"
import type { FavouriteCode } from "../places/favourites.ts"
import type { ScanOutcome } from "../visit/answer-visits.ts"

/** A check-in that has just been made, as its page announces it. */
export interface FreshVisit {
  readonly visit: VisitView
  readonly isAgain: boolean
  readonly ended: readonly VisitView[]
  /** What was scanned or typed, in memory as long as the page is shown: a favourite is made of it. */
  readonly code: FavouriteCode | null
}

let waiting: FreshVisit | null = null

/** Hands a check-in that another page has made to the page of the visit. */
export function handOver(outcome: Extract<ScanOutcome, { ok: true }>, code: FavouriteCode | null): void {
  const { visit, isAgain, ended } = outcome
  waiting = { visit, isAgain, ended, code }
}

/** Takes it, once. */
export function takeFresh(): FreshVisit | null {
  const fresh = waiting
  waiting = null
  return fresh
}
