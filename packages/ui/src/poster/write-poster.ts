import { formatDate, type Language } from "@homesafe/i18n"
import { type PosterKey, translatePoster } from "@homesafe/i18n/poster"
import type { QrText } from "../code/qr-symbol.ts"

/** A name as the protocol has it: Simplified may be missing. */
export interface PosterNames {
  readonly en: string
  readonly hant: string
  readonly hans?: string | undefined
}

/** What a poster is about. "never": nobody may be asked to scan, and the sheet has no code. */
export interface Poster {
  readonly kind: "enter" | "board" | "staff" | "never"
  readonly venue: PosterNames
  readonly entrance: PosterNames | null
  /** The two segments of the symbol (Spec §3). It holds the venue's secret. */
  readonly code: QrText
  /** Milliseconds since 1970. */
  readonly printedAt: number
  /** The first moment of the code’s last service day, milliseconds since 1970: it falls on the date it is named for. */
  readonly endsAt: number
  readonly timeZone: string
  readonly version: number
  readonly provisional: boolean
  readonly voluntary: boolean
  readonly demonstration: boolean
  readonly host: string
}

/** A run of words in one language. */
export interface PosterLine {
  readonly lang: Language
  readonly text: string
}

/** Everything that a poster says, ready to be set; `code` is the only secret part. */
export interface PosterSheet {
  readonly act: readonly PosterLine[]
  /** Small words at the band's end: voluntary, provisional. */
  readonly marks: readonly PosterLine[]
  readonly venue: readonly PosterLine[]
  readonly entrance: readonly PosterLine[]
  readonly code: QrText | null
  /** Two columns: a strong sentence and a plain one each. */
  readonly promises: readonly { readonly lang: Language; readonly strong: string; readonly plain: string }[]
  readonly stamp: string
  readonly until: readonly PosterLine[]
  readonly origin: readonly PosterLine[]
  readonly demonstration: readonly PosterLine[]
}

const order: readonly Language[] = ["zh-Hant", "en", "zh-Hans"]
const translate = {
  en: translatePoster("en"),
  "zh-Hant": translatePoster("zh-Hant"),
  "zh-Hans": translatePoster("zh-Hans"),
}

/** One text in the sheet’s three languages, Traditional first. */
export function inEach(key: PosterKey, values: (lang: Language) => Readonly<Record<string, string>> = () => ({})) {
  return order.map((lang): PosterLine => ({ lang, text: translate[lang](key, values(lang)) }))
}

/** A name's lines in the sheet's order; a Simplified form equal to the Traditional one is not repeated. */
export function nameLines({ en, hant, hans }: PosterNames): PosterLine[] {
  const lines: PosterLine[] = [
    { lang: "zh-Hant", text: hant },
    { lang: "en", text: en },
  ]
  if (hans !== undefined && hans !== hant) lines.push({ lang: "zh-Hans", text: hans })
  return lines.filter((line, place) => lines.findIndex((other) => other.text === line.text) === place)
}

/** Writes a poster's words in three languages. */
export function writePoster(poster: Poster): PosterSheet {
  const { kind, timeZone, version, host } = poster
  const isNever = kind === "never"
  const date = (at: number, lang: Language) => formatDate(at, lang, timeZone)
  return {
    act: inEach(`act.${kind}`),
    marks: [
      ...(poster.voluntary && !isNever ? inEach("voluntary") : []),
      ...(poster.provisional && !isNever ? inEach("provisional") : []),
    ],
    venue: nameLines(poster.venue),
    entrance: poster.entrance ? nameLines(poster.entrance) : [],
    code: isNever ? null : poster.code,
    promises: order.map((lang) => {
      const t = translate[lang]
      return isNever
        ? { lang, strong: t("never.rule"), plain: t("never.help") }
        : { lang, strong: t("promise"), plain: t("noPhone") }
    }),
    stamp: `${date(poster.printedAt, "en")} · ${translate.en("version", { version })}`,
    until: isNever ? [] : inEach("until", (lang) => ({ date: date(poster.endsAt, lang) })),
    origin: isNever ? [] : inEach("origin", () => ({ host })),
    demonstration: poster.demonstration ? inEach("demonstration") : [],
  }
}

/** Every public character of these sheets, for cutting the fonts down; codes are not among them. */
export function posterCharacters(sheets: readonly PosterSheet[]): string {
  const lines = sheets.flatMap((sheet) => [
    ...[sheet.act, sheet.marks, sheet.venue, sheet.entrance, sheet.until, sheet.origin, sheet.demonstration]
      .flat()
      .map((line) => line.text),
    ...sheet.promises.flatMap((promise) => [promise.strong, promise.plain]),
    sheet.stamp,
  ])
  return [...new Set(`HomeSafe 0123456789 ·•${lines.join("")}`)].sort().join("")
}
