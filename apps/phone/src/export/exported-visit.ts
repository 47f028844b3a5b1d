import type { Names } from "@homesafe/protocol"
import type { VisitView } from "../keeper/views.ts"

/** A visit as it leaves the app: what the diary shows, and nothing that a list could be compared with. Times are seconds since 1970. */
export interface ExportedVisit {
  readonly id: string
  readonly names: Names
  readonly arrivedAt: number
  readonly leftAt: number | null
  /** True when its end was not said but taken from the usual stay. */
  readonly isGuessed: boolean
  readonly note: string
  /** Names of people who were there too. */
  readonly with: readonly string[]
}

/** Which visits are saved. */
export type Choice =
  | { readonly kind: "all" }
  | { readonly kind: "day"; readonly day: number }
  | { readonly kind: "visit"; readonly id: string }

/** The chosen visits, oldest first. Warnings stay in the app: a file that says who was exposed would be somebody else's health record. */
export function chooseVisits(
  visits: readonly VisitView[],
  choice: Choice,
  nameOf: (companion: string) => string | undefined,
): readonly ExportedVisit[] {
  const isChosen = ({ id, day }: VisitView) =>
    choice.kind === "all" || (choice.kind === "day" ? day === choice.day : id === choice.id)
  return visits
    .filter(isChosen)
    .toSorted((a, b) => a.arrivedAt - b.arrivedAt)
    .map(({ id, names, arrivedAt, leftAt, isGuessed, note, companions }) => ({
      id,
      names,
      arrivedAt,
      leftAt,
      isGuessed,
      note,
      with: companions.flatMap((each) => nameOf(each) ?? []),
    }))
}
