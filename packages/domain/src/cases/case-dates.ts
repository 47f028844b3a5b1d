import type { PathogenProfile } from "../catalogue/pathogens.ts"
import type { InfectiousPeriod } from "./infectious-period.ts"

/** Days by which the tests of one person's two records may differ: a second test is often taken on the next days. */
export const NEAR_DAYS = 3
/** How many times the profile's own length a period may have that an officer sets. */
const LONGEST = 3

/** What is wrong with an infectious period that an officer wants to set. */
export type PeriodFault = "until" | "span" | "from" | "far"

/** First fault of a period that an officer sets, or nothing: it ends after it begins, is not too long, has begun, and lies near the case's own days. */
export function periodFault(
  profile: PathogenProfile,
  period: InfectiousPeriod,
  { zero, today }: { readonly zero: number; readonly today: number },
): PeriodFault | null {
  const most = LONGEST * (profile.infectious.before + profile.infectious.after + 1)
  if (period.until < period.from) return "until"
  if (period.until - period.from + 1 > most) return "span"
  if (period.from > today) return "from"
  return period.from < zero - most || period.until > zero + most ? "far" : null
}
