/** Cases of one day: how many fell ill on it, and how many were tested. */
export interface CurveDay {
  readonly day: number
  readonly onsets: number
  readonly tests: number
}

/** The moments from a case's onset to the warning; seconds since 1970, or null where it did not come to that. */
export interface CaseSteps {
  readonly onset: number | null
  readonly tested: number
  readonly opened: number
  readonly decided: number | null
  readonly listed: number | null
}

/** How long one step takes. Seconds. */
export interface Lag {
  readonly step: (typeof lagSteps)[number]
  readonly cases: number
  /** Null where no case has come so far. */
  readonly median: number | null
  readonly p90: number | null
}

/** Each from what is before it; the last one from the onset to the list. */
export const lagSteps = ["onset-test", "test-case", "case-decision", "decision-list", "onset-list"] as const

/** The epidemic curve by day of onset and by day of test; every day between the first and the last, quiet ones too. */
export function countCurve(cases: readonly { readonly onset: number | null; readonly tested: number }[]): CurveDay[] {
  const onsets = countBy(cases.flatMap(({ onset }) => onset ?? []))
  const tests = countBy(cases.map(({ tested }) => tested))
  const days = [...onsets.keys(), ...tests.keys()].sort((a, b) => a - b)
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    day: first + i,
    onsets: onsets.get(first + i) ?? 0,
    tests: tests.get(first + i) ?? 0,
  }))
}

/** Median and ninth decile of each step, by nearest rank, of the cases that have come so far. */
export function measureLags(cases: readonly CaseSteps[]): Lag[] {
  const spans: Record<Lag["step"], (each: CaseSteps) => number | null> = {
    "onset-test": ({ onset, tested }) => span(onset, tested),
    "test-case": ({ tested, opened }) => span(tested, opened),
    "case-decision": ({ opened, decided }) => span(opened, decided),
    "decision-list": ({ decided, listed }) => span(decided, listed),
    "onset-list": ({ onset, listed }) => span(onset, listed),
  }
  return lagSteps.map((step) => {
    const sorted = cases.flatMap((each) => spans[step](each) ?? []).sort((a, b) => a - b)
    const rank = (part: number) => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? null
    return { step, cases: sorted.length, median: rank(0.5), p90: rank(0.9) }
  })
}

const span = (from: number | null, until: number | null) => (from === null || until === null ? null : until - from)

function countBy(days: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1)
  return counts
}
