import type { CaseRecord } from "@homesafe/api"

/** What the fields of the search hold, as they were filled in. */
export interface FilledSearch {
  readonly number: string
  readonly pathogen: string
  readonly upload: CaseRecord["upload"] | "merged" | ""
  readonly officer: string
  readonly from: string
  readonly until: string
}

/** A search for everything. */
export const everyCase: FilledSearch = { number: "", pathogen: "", upload: "", officer: "", from: "", until: "" }

/** The number that somebody means by "C-0412", "c412" or "412"; nothing where it is none. */
export function numberOf(text: string): number | undefined {
  const [, digits] = /^\s*(?:c\s*-?\s*)?0*(\d{1,9})\s*$/i.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits)
}

/** The contract's query for filled-in fields; `before` is where a page begins. */
export function queryOf(search: FilledSearch, dayOf: (date: string) => number, before: number | null) {
  const asked = {
    number: search.number.trim() === "" ? undefined : (numberOf(search.number) ?? 0), // what is no number finds no case
    pathogen: search.pathogen || undefined,
    upload: search.upload || undefined,
    officer: search.officer || undefined,
    from: search.from === "" ? undefined : dayOf(search.from),
    until: search.until === "" ? undefined : dayOf(search.until),
    before: before ?? undefined,
  }
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
