import { readAdvice } from "@homesafe/domain"
import { formatDay, formatMoment, formatStay, type Language } from "@homesafe/i18n"
import { sayNames, sayNotice } from "@homesafe/i18n/notice"
import { translateShared } from "@homesafe/i18n/shared"
import type { NamedNotice } from "@homesafe/protocol"
import type { Board } from "./read-board.ts"

/** An entry as a reader of one language meets it, whatever the form. */
export interface SaidEntry {
  readonly id: string
  readonly from: number
  readonly until: number
  readonly place: string
  /** The language that the place's name is written in, where it is not the reader's. */
  readonly placeLanguage: Language
  readonly time: string
  readonly disease: string
  readonly lead: string
  /** Sentences without any mark-up. */
  readonly steps: readonly string[]
  readonly isWithdrawn: boolean
}

/** Says an entry with the signed catalogue's advice; deadlines count from the beginning of the risk time. */
export function sayEntry(entry: NamedNotice, { templates, timeZone }: Board, language: Language): SaidEntry {
  const template = templates.find(({ n }) => n === entry.template)
  const text = { en: template?.en, "zh-Hant": template?.hant, "zh-Hans": template?.hans }[language] ?? ""
  const advice = readAdvice(text, (after, unit) => {
    const at = (entry.from + after) * 1000
    return unit === "hours" ? formatMoment(at, language, timeZone) : formatDay(at, language, timeZone)
  })
  const name = sayNames(entry.names, language)
  return {
    id: entry.id,
    from: entry.from,
    until: entry.until,
    place: sayNotice(translateShared(language), entry),
    placeLanguage: name.language,
    time: formatStay(entry.from * 1000, entry.until * 1000, language, timeZone),
    disease: advice.disease,
    lead: advice.lead,
    steps: advice.steps.map((pieces) => pieces.map((piece) => piece.text).join("")),
    isWithdrawn: entry.withdrawn === true,
  }
}
