import type { Hex, Names } from "@homesafe/protocol"
import type { VisitSource } from "../diary/day-page.ts"

// What the pages are shown. Plain data: it crosses from the keeper's thread to the pages. Times are seconds since 1970.

/** One stay, as the diary shows it. */
export interface VisitView {
  readonly id: string
  readonly source: VisitSource
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
  /** True when it has a sealed copy, which can be shared. */
  readonly isShareable: boolean
  /** True when the day had no room for a sealed copy. */
  readonly hadNoRoom: boolean
  readonly note: string
  /** Ids of the people who were there too. */
  readonly companions: readonly string[]
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

/** What a match came to: a warning, its correction, or a warning that the authority holds while it looks again. */
export interface AlertView {
  readonly id: string
  readonly day: number
  readonly state: "exposed" | "withdrawn" | "held"
  /** True when an earlier list carried other times. */
  readonly isCorrected: boolean
  readonly isSeen: boolean
  readonly visits: readonly VisitView[]
  /** Seconds: the first moment at which a visit and a risk time overlap; deadlines count from it. */
  readonly exposedAt: number
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
  /** Places of care that a warning names. */
  readonly care: readonly { readonly names: Names; readonly address: Names; readonly telephone: string }[]
  /** The first advice of the signed catalogue, for the example that anyone can look at. */
  readonly exampleTexts: Texts
  readonly timeZone: string
  readonly isDemonstration: boolean
  readonly dep: Hex
  readonly offset: number
  /** Seconds between two lists. */
  readonly every: number
  readonly today: number
  /** Visits that have not ended, the newest first. */
  readonly open: readonly VisitView[]
  /** True where vehicles can be checked in by their registration mark. */
  readonly takesPlates: boolean
  readonly alerts: readonly AlertView[]
  readonly list: ListView
  readonly isClockBehind: boolean
  /** Days that only the phone's clock calls old (Spec §5). */
  readonly hiddenDays: number
  readonly trust: { readonly seq: number; readonly exp: number; readonly witness: number; readonly verifier: number }
  readonly lock: { readonly kind: "none" | "pin" | "passkey"; readonly minutes: number }
  /** When this diary was begun after the browser had cleared the one before; null otherwise, and once that is 31 days ago. Seconds. */
  readonly lostAt: number | null
  /** When the rules at doors change next, if that is soon. Seconds. */
  readonly rulesChangeAt: number | null
  /** Since when this phone keeps a diary. */
  readonly since: number
  /** A case's upload that waits for the network, or whose outcome has not been read. */
  readonly upload: "none" | "waiting" | "news"
}

/** What was sent, and what came back: written for every request. */
export interface SentRequest {
  readonly at: number
  readonly what:
    | "deployment"
    | "list-head"
    | "list-file"
    | "upload"
    | "decoy"
    | "push-key"
    | "push-on"
    | "push-off"
    | "build"
    | "receipt"
    | "relay"
    | "report"
    | "card-list"
    | "card-file"
    | "health"
  readonly path: string
  /** Bytes of the body sent, and received. */
  readonly up: number
  readonly down: number
  readonly isAnswered: boolean
}

/** The log as it lies in the database, which a lock does not seal: an upload and a decoy look the same in it. */
export interface LoggedRequest extends Omit<SentRequest, "what"> {
  readonly what: Exclude<SentRequest["what"], "upload" | "decoy"> | "sealed"
  /** Names the sealed thing; what is kept beside the diary knows which were the owner's own. */
  readonly mark?: string
}

/** One comparison with the list, whatever came of it: that it was made, not what it found. */
export interface DoneCheck {
  readonly at: number
  /** The list that this phone knew afterwards; 0 none. */
  readonly seq: number
  readonly t: number
  readonly problem: CheckProblem | null
  /** How many lists were new. */
  readonly lists: number
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
  /** The authority's signed word of how long it keeps the visits, once it has opened them. Seconds. */
  readonly kept: {
    readonly t: number
    readonly until: number
    readonly keeperKeyId: Hex
    readonly signature: string
  } | null
}
