import { type NamedNotice, serviceDayOf, unixSeconds } from "@homesafe/protocol"
import type { VisitView } from "../keeper/views.ts"

/** An entry of the diary that a named notice may speak of, found on this phone and told to nobody. */
export interface NoticeMatch {
  readonly visit: VisitView
  /** False where only the day is the same: its reader compares the times. */
  readonly isSameTime: boolean
}

/**
 * The entries of the diary that a named notice may speak of: a number that was written down, or a vehicle's mark, on the notice's day; or the
 * very name of a place at its time. Codes that were scanned are not compared: signed rows warn of them.
 */
export function matchNotice(notice: NamedNotice, visits: readonly VisitView[], offset: number): readonly NoticeMatch[] {
  const dayOf = (at: number) => serviceDayOf(unixSeconds(at), offset)
  return visits.flatMap((visit) => {
    if (visit.source === "code" && !visit.isVehicle) return []
    const end = visit.leftAt ?? visit.leavesAt
    const isSameTime = visit.arrivedAt <= notice.until && end >= notice.from
    const isSameDay = dayOf(visit.arrivedAt) <= dayOf(notice.until) && dayOf(end) >= dayOf(notice.from)
    const names = namesOf(visit.names)
    const isNumber =
      isSameDay && notice.number !== undefined && names.some((name) => holdsNumber(name, notice.number ?? ""))
    const isName = isSameTime && names.some((name) => namesOf(notice.names).some((each) => fold(each) === fold(name)))
    return isNumber || isName ? [{ visit, isSameTime }] : []
  })
}

function namesOf({ en, hant, hans }: NamedNotice["names"]): readonly string[] {
  return [...new Set([en, hant, ...(hans === undefined ? [] : [hans])])]
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim()
}

/** Says whether words hold a number as one of them or as some in a row: "CX 888", "cx888" and "Flight CX0888 to Vancouver" hold CX 888; CX 8881 does not. */
export function holdsNumber(text: string, number: string): boolean {
  const wanted = plain(wordsOf(number).join(""))
  const words = wordsOf(text)
  return words.some((_, from) =>
    words.slice(from, from + 4).some((__, more) => plain(words.slice(from, from + more + 1).join("")) === wanted),
  )
}

function wordsOf(text: string): readonly string[] {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean)
}

// Airlines write CX 0888 and CX 888 for the same flight.
function plain(number: string): string {
  return number.replace(/(^|[A-Z])0+(?=\d)/g, "$1")
}

/** What a reader looks for among named notices; empty fields mean everything. */
export interface NoticeFilter {
  readonly words: string
  readonly kind: NamedNotice["kind"] | ""
  /** A service day, or null for all. */
  readonly day: number | null
}

/** The notices that fit, newest first. `say` writes one as its reader sees it. */
export function filterNotices(
  notices: readonly NamedNotice[],
  { words, kind, day }: NoticeFilter,
  { say, offset }: { readonly say: (notice: NamedNotice) => string; readonly offset: number },
): readonly NamedNotice[] {
  const wanted = fold(words)
  const dayOf = (at: number) => serviceDayOf(unixSeconds(at), offset)
  return notices
    .filter((notice) => {
      if (kind !== "" && notice.kind !== kind) return false
      if (day !== null && (dayOf(notice.from) > day || dayOf(notice.until) < day)) return false
      if (wanted === "" || (notice.number !== undefined && holdsNumber(words, notice.number))) return true
      const text = fold([say(notice), ...namesOf(notice.names)].join("\n"))
      return wanted.split(" ").every((word) => text.includes(word))
    })
    .sort((a, b) => b.from - a.from)
}
