import type { ListedExposureRecord } from "@homesafe/api"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { contentOfDraft, draftOfListed } from "./named-draft.ts"

/** What officers wrote for an exposure whose list says a name in one language alone. */
export type WrittenNames = Readonly<Record<"en" | "hant", string>>

/** An exposure as a warning by name, or why it cannot be one. */
export interface ManyRow {
  readonly exposure: ListedExposureRecord
  readonly names: WrittenNames
  /** True where the list left a language out. */
  readonly isHalfNamed: boolean
  readonly content: Exclude<ReturnType<typeof contentOfDraft>, string> | null
  readonly fault: "named.wrongName" | "named.wrongSubject" | "named.wrongTime" | "many.tooOld" | "many.warned" | null
}

const DAYS = 30

/** Listed exposures as the warnings that they would make; `written` and `oneForBoth` fill in the language that a list leaves out. */
export function draftMany(
  exposures: readonly ListedExposureRecord[],
  written: ReadonlyMap<string, WrittenNames>,
  place: {
    readonly offset: number
    readonly timeZone: string
    readonly startClock: string
    readonly now: number
    readonly oneForBoth: boolean
  },
): readonly ManyRow[] {
  const today = serviceDayOf(unixSeconds(place.now), place.offset)
  return exposures.map((exposure) => {
    const draft = draftOfListed(exposure, place)
    const own = written.get(exposure.id)
    const listed = { en: draft.name.en, hant: draft.name.hant }
    const both = place.oneForBoth ? { en: listed.en || listed.hant, hant: listed.hant || listed.en } : listed
    const names = own ?? both
    const content = contentOfDraft({ ...draft, name: { ...draft.name, ...names } }, { ...place, day: null })
    const isHalfNamed = listed.en === "" || listed.hant === ""
    const row = { exposure, names, isHalfNamed }
    if (exposure.decision !== null) return { ...row, content: null, fault: "many.warned" }
    if (typeof content === "string") return { ...row, content: null, fault: content }
    const isOld = content.day > today || content.day < today - DAYS
    return isOld ? { ...row, content: null, fault: "many.tooOld" } : { ...row, content, fault: null }
  })
}
