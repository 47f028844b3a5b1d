import type { Note, QuarantineCode, RepairCode } from "../shapes.ts"
import type { ReadTime } from "../time/resolve-slot.ts"
import { dayNumber, isDay } from "../time/to-instant.ts"
import type { Cells } from "./compose-time.ts"
import type { ReadPlace } from "./read-place.ts"
import type { RowContext } from "./read-row.ts"
import { checkPublished } from "./read-times.ts"

const MOST_SLOTS = 400

/** What speaks against times that could be read: too many, too far from the rest, in the future, or another day in the name. */
export function doubtsAbout(
  times: readonly ReadTime[],
  place: ReadPlace,
  cells: Cells,
  context: RowContext,
  how: Note<RepairCode>[],
): Note<QuarantineCode>[] {
  if (times.length > MOST_SLOTS) return [{ code: "too-many-slots", given: String(times.length) }]
  const doubts: Note<QuarantineCode>[] = []
  const days = times.map(({ day }) => dayNumber(dayOf(day)))
  for (const time of times) {
    const year = Number(time.day.slice(0, 4))
    const isFar = context.medianYear !== undefined && Math.abs(year - context.medianYear) > 2
    if (year < 2000 || year > 2099 || isFar) doubts.push({ code: "year-out-of-range", given: time.day })
    else if (context.readAt !== undefined && time.end > context.readAt + 86_400)
      doubts.push({ code: "in-the-future", given: time.day })
  }
  const [named] = place.name?.days ?? []
  // A night that began the day before is often named for it.
  const isNamed = (said: number) => days.some((day) => Math.abs(day - said) <= 1)
  if (named !== undefined && doubts.length === 0 && !nameDays(named).some(isNamed))
    doubts.push({ code: "name-says-other-date", given: named, taken: times[0]?.day ?? "" })
  const newest = context.newestPublished
  const last = Math.max(...days)
  // Two days of grace: dates of publication may be in universal time, and an evening's edition bears the next day's date.
  if (newest !== undefined && doubts.length === 0 && last > newest + 2)
    doubts.push({
      code: "after-publication",
      given: times.find(({ day }) => dayNumber(dayOf(day)) === last)?.day ?? "",
    })
  checkPublished(cells("published"), context.published, how)
  return doubts.slice(0, 3)
}

/** The days that a name can mean: its order need not be that of the list. */
function nameDays(text: string): number[] {
  const [a = 0, b = 0, c = 0] = text.split("/").map(Number)
  const year = c < 100 ? 2000 + c : c
  const readings = [
    { year, month: b, day: a },
    { year, month: a, day: b },
  ]
  return readings.filter(isDay).map(dayNumber)
}

function dayOf(text: string) {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number)
  return { year, month, day }
}
