import type { VisitView } from "../keeper/views.ts"

/** What is looked for: words, and a person; neither means everything. */
export interface DiaryFilter {
  readonly words: string
  /** Id of a companion; empty for all. */
  readonly person: string
}

// Full-width and half-width, large and small letters find each other.
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase()
}

/** The visits in which every word is found: in a name of any language, a note, a companion's name, or the date as `dayOf` writes it. */
export function searchVisits(
  visits: readonly VisitView[],
  { words, person }: DiaryFilter,
  say: { readonly dayOf: (at: number) => string; readonly nameOf: (companion: string) => string },
): readonly VisitView[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean)
  return visits.filter((visit) => {
    if (person !== "" && !visit.companions.includes(person)) return false
    const { en, hant, hans = "" } = visit.names
    const text = fold(
      [en, hant, hans, visit.note, ...visit.companions.map(say.nameOf), say.dayOf(visit.arrivedAt)].join("\n"),
    )
    return wanted.every((word) => text.includes(word))
  })
}
