import { type Guidance, guidance } from "./guidance.ts"

/** What is known of a disease, as far as warnings need it. Days and minutes; each with its source. */
export interface PathogenProfile {
  readonly n: number
  readonly key: keyof typeof guidance
  /** Minutes that a place stays infectious after a case has left. */
  readonly lingerMinutes: number
  /** Infectious period in days relative to onset (or to the positive test, where there was no onset). */
  readonly infectious: { readonly before: number; readonly after: number }
  /** Catalogue number of the usual advice. */
  readonly template: number
  readonly severity: number
  readonly source: string
  readonly guidance: Guidance
}

/** The seeded profiles; a deployment signs its own catalogue over them. */
export const pathogens: readonly PathogenProfile[] = [
  {
    n: 1,
    key: "measles",
    lingerMinutes: 120,
    infectious: { before: 4, after: 4 },
    template: 1,
    severity: 5,
    source: "CDC, Measles: clinical overview; rash day ±4, air up to two hours",
    guidance: guidance.measles,
  },
  {
    n: 2,
    key: "covid19",
    lingerMinutes: 30,
    infectious: { before: 2, after: 10 },
    template: 2,
    severity: 3,
    source: "WHO, Contact tracing in the context of COVID-19",
    guidance: guidance.covid19,
  },
  {
    n: 3,
    key: "influenza",
    lingerMinutes: 30,
    infectious: { before: 1, after: 7 },
    template: 3,
    severity: 2,
    source: "CDC, How flu spreads",
    guidance: guidance.influenza,
  },
  {
    n: 4,
    key: "norovirus",
    lingerMinutes: 60,
    infectious: { before: 0, after: 3 },
    template: 4,
    severity: 2,
    source: "CDC, Norovirus: about, and how it spreads",
    guidance: guidance.norovirus,
  },
  {
    n: 5,
    key: "tuberculosis",
    lingerMinutes: 60,
    infectious: { before: 90, after: 14 },
    template: 5,
    severity: 3,
    source: "CDC, Contact investigation for tuberculosis",
    guidance: guidance.tuberculosis,
  },
  {
    n: 6,
    key: "mers",
    lingerMinutes: 60,
    infectious: { before: 0, after: 14 },
    template: 6,
    severity: 6,
    source: "WHO, MERS-CoV fact sheet",
    guidance: guidance.mers,
  },
  {
    n: 7,
    key: "pertussis",
    lingerMinutes: 60,
    infectious: { before: 7, after: 21 },
    template: 7,
    severity: 3,
    source: "CDC, Pertussis: clinical overview",
    guidance: guidance.pertussis,
  },
]

/** The profile with this number, or nothing. */
export function pathogenOf(n: number): PathogenProfile | undefined {
  return pathogens.find((p) => p.n === n)
}
