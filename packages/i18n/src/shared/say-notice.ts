import type { Language } from "../language.ts"
import type { Translate } from "../translate.ts"
import type { SharedKey } from "./translate-shared.ts"

interface Names {
  readonly en: string
  readonly hant: string
  readonly hans?: string | undefined
}

/** A public name in the reader's language, and the language it is written in. */
export function sayNames({ en, hant, hans }: Names, language: Language): { text: string; language: Language } {
  if (language === "en") return { text: en, language }
  if (language === "zh-Hans" && hans !== undefined) return { text: hans, language }
  return { text: hant, language: "zh-Hant" }
}

/** What a public warning is about, in one line: a flight's number before its name, a direction and rows after it. */
export function sayNotice(
  t: Translate<SharedKey>,
  {
    kind,
    number,
    rows,
    towards,
    names,
  }: {
    readonly kind: "flight" | "train" | "route" | "vehicle" | "place"
    readonly number?: string | undefined
    readonly rows?: string | undefined
    readonly towards?: Names | undefined
    readonly names: Names
  },
): string {
  const { language } = t
  const parts = [
    ...(kind === "place" ? [] : [t(`notice.${kind}`, { number: number ?? "" }).trim()]),
    sayNames(names, language).text,
    ...(towards ? [t("notice.towards", { place: sayNames(towards, language).text })] : []),
    ...(rows === undefined ? [] : [t("notice.rows", { rows })]),
  ]
  return parts.join(language === "en" ? ", " : "，")
}
