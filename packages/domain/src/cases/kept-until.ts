import { type ServiceDay, serviceDay } from "@homesafe/protocol"
import { dataClasses } from "../retention/data-classes.ts"

const DAY_SECONDS = 86_400
/** Years that the authority keeps a case's visits (S07). */
export const KEEPING_YEARS = dataClasses.case.kept.n

/** The last service day on which what was opened on `day` is kept: the day before the seventh anniversary (Spec §6). */
export function lastDayKept(day: ServiceDay): ServiceDay {
  return serviceDay(Date.parse(keptUntil(day * DAY_SECONDS)) / 1000 / DAY_SECONDS)
}

/** The last calendar day kept, yyyy-mm-dd: the day before the seventh anniversary. `openedAt` in seconds. */
export function keptUntil(openedAt: number): string {
  const d = new Date(openedAt * 1000)
  d.setUTCFullYear(d.getUTCFullYear() + KEEPING_YEARS)
  d.setUTCDate(d.getUTCDate() - 1)
  return d.toISOString().slice(0, 10)
}
