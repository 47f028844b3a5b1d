import { addDays, type ServiceDay } from "@homesafe/protocol"
import type { PathogenProfile } from "../catalogue/pathogens.ts"

/** First and last service day on which the case could infect others. */
export interface InfectiousPeriod {
  readonly from: ServiceDay
  readonly until: ServiceDay
}

/** Counts from the onset of illness, or from the positive test where there was none. */
export function infectiousPeriod(
  profile: PathogenProfile,
  onset: ServiceDay | null,
  tested: ServiceDay,
): InfectiousPeriod {
  const zero = onset ?? tested
  return { from: addDays(zero, -profile.infectious.before), until: addDays(zero, profile.infectious.after) }
}

/** Whether a visit on this day falls into the period. */
export function isInfectiousDay(day: ServiceDay, period: InfectiousPeriod): boolean {
  return period.from <= day && day <= period.until
}
