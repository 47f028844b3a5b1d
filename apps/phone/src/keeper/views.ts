import type { Hex, Names } from "@homesafe/protocol"

// What the pages are shown. Plain data: it crosses from the keeper's thread to the pages. Times are seconds since 1970.

/** One stay, as the diary shows it. */
export interface VisitView {
  readonly id: string
  readonly names: Names
  readonly category: number
  readonly isProvisional: boolean
  readonly isVehicle: boolean
  readonly arrivedAt: number
  /** Null while the visit is open. */
  readonly leftAt: number | null
  /** When an open visit is taken to end. */
  readonly leavesAt: number
  /** The latest moment that a screen's code covers; null at printed codes. */
  readonly latestLeaving: number | null
  /** True when nobody said that the visit had ended: it ended at the assumed time. */
  readonly isGuessed: boolean
  readonly erasedAt: number
  /** False when the day had no room for the sealed copy: it cannot be shared. */
  readonly isShareable: boolean
  readonly day: number
  /** The exposure notification that speaks of this visit. */
  readonly alertId: string | null
}

/** A template's or category's text in the three languages. */
export interface Texts {
  readonly en: string
  readonly hant: string
  readonly hans: string
}

/** What a match came to: a warning, or its correction. */
export interface AlertView {
  readonly id: string
  readonly day: number
  readonly state: "exposed" | "withdrawn"
  /** True when an earlier list carried other times. */
  readonly isCorrected: boolean
  readonly isSeen: boolean
  readonly visits: readonly VisitView[]
  /** Risk times, seconds. */
  readonly windows: readonly (readonly [number, number])[]
  readonly texts: Texts
  /** Words of the authority for this one place; null when there are none. */
  readonly remark: Names | null
  /** The list that says so, and the list that said so first. */
  readonly list: ListName
  readonly firstList: ListName
}

/** Number and time of one publication. */
export interface ListName {
  readonly seq: number
  readonly t: number
}

/** How far the phone's knowledge of the list can be believed. */
export type ListState = "never" | "fresh" | "ageing" | "out-of-date" | "broken"

/** Why the last attempt to check failed. */
export type CheckProblem = "offline" | "not-accepted" | "canary-missing" | "file-missing"

/** The state of the list. */
export interface ListView {
  readonly state: ListState
  /** The last list accepted and compared. */
  readonly seq: number
  readonly t: number
  readonly exp: number
  /** When the phone last asked and got an answer; 0 when never. */
  readonly checkedAt: number
  readonly problem: CheckProblem | null
}

/** Everything that all pages need. */
export interface Overview {
  readonly authority: Names
  readonly hotline: string
  readonly timeZone: string
  readonly isDemonstration: boolean
  readonly dep: Hex
  readonly offset: number
  /** Seconds between two lists. */
  readonly every: number
  readonly today: number
  readonly open: VisitView | null
  readonly alerts: readonly AlertView[]
  readonly list: ListView
  readonly isClockBehind: boolean
  /** Days that only the phone's clock calls old (Spec §5). */
  readonly hiddenDays: number
  readonly trust: { readonly seq: number; readonly exp: number; readonly witness: number; readonly verifier: number }
  /** Since when this phone keeps a diary. */
  readonly since: number
}

/** What was sent, and what came back: written for every request. */
export interface SentRequest {
  readonly at: number
  readonly what: "deployment" | "list-head" | "list-file" | "upload" | "decoy"
  readonly path: string
  /** Bytes of the body sent, and received. */
  readonly up: number
  readonly down: number
  readonly isAnswered: boolean
}

/** A signed answer to an upload. */
export interface ReceiptView {
  readonly t: number
  readonly status: "received" | "same-again" | "used-otherwise"
  readonly visits: number
  readonly textHash: Hex
  readonly purgeId: Hex
  readonly receiptKeyId: Hex
  readonly signature: string
}
