import type { Note, QuarantineCode, RepairCode } from "../shapes.ts"
import { parseWhen } from "../time/parse-when.ts"
import { resolveDay } from "../time/resolve-day.ts"
import { type ReadTime, resolveSlot } from "../time/resolve-slot.ts"
import type { TimeRules } from "../time/time-outcome.ts"
import { dayNumber, dayText } from "../time/to-instant.ts"
import { tokeniseCell } from "./compose-time.ts"
import type { PreparedRow, RowContext } from "./read-row.ts"

type Times =
  | { readonly ok: true; readonly value: readonly ReadTime[] }
  | { readonly ok: false; readonly problem: Note<QuarantineCode> }

/** Reads all times of a row, or says which text of it could not be read. */
export function readTimes(prepared: PreparedRow, context: RowContext, how: Note<RepairCode>[]): Times {
  const { time } = prepared
  if (!time.ok) return { ok: false, problem: time.problem }
  const written = parseWhen(time.tokens)
  if (!written.ok) return written
  if (written.isAbout) how.push({ code: "about-time" })
  const years = [
    ...new Set(time.tokens.flatMap((token) => (token.is === "day" && token.year !== undefined ? [token.year] : []))),
  ]
  const year = years.length === 1 ? years[0] : undefined
  const read: ReadTime[] = []
  const repairs: Note<RepairCode>[] = [...time.how]
  for (const slot of written.slots) {
    const resolved = resolveSlot(slot, context.decided.rules, year)
    if (!resolved.ok) return resolved
    read.push(...resolved.times)
    repairs.push(...resolved.how)
  }
  if (read.length === 0) return { ok: false, problem: { code: "no-date" } }
  const differing = disagreement(prepared, read, context.decided.rules)
  if (differing) return { ok: false, problem: differing }
  // A list that never names hours means days: that is how it is read, and nothing was repaired in the row.
  how.push(...repairs)
  return { ok: true, value: read }
}

/** Whether a second column for the day or the hours says something else than the first. */
function disagreement(
  prepared: PreparedRow,
  read: readonly ReadTime[],
  rules: TimeRules,
): Note<QuarantineCode> | undefined {
  const { cells, all } = prepared
  const [first] = read
  for (const given of all("date").slice(1)) {
    const [token] = tokeniseCell(given, [])
    const day = token?.is === "day" ? resolveDay({ token }, rules, undefined, []) : undefined
    if (first && day?.ok && dayText(day.value) !== first.day)
      return { code: "columns-disagree", given, taken: first.day }
  }
  if (cells("times") === undefined || read.length !== 1) return undefined
  const clocks = prepared.time.tokens.filter((token) => token.is === "clock")
  for (const [at, field] of (["startTime", "endTime"] as const).entries()) {
    const given = cells(field)
    const [other] = tokeniseCell(given, [])
    const own = clocks[at]
    if (given === undefined || other?.is !== "clock" || !own || clocks.length !== 2) continue
    const hour = own.half === undefined ? own.hour : (own.hour % 12) + (own.half === "pm" ? 12 : 0)
    const otherHour = other.half === undefined ? other.hour : (other.hour % 12) + (other.half === "pm" ? 12 : 0)
    if (hour % 24 !== otherHour % 24 || own.minute !== other.minute)
      return { code: "columns-disagree", given, taken: own.text }
  }
  return undefined
}

/** The day on which a row says that it was published; a repair is noted where that cannot be read. */
export function checkPublished(
  published: string | undefined,
  rules: TimeRules,
  how: Note<RepairCode>[],
): number | undefined {
  if (published === undefined) return undefined
  const token = tokeniseCell(published, []).find((one) => one.is === "day")
  const day = token === undefined ? undefined : resolveDay({ token }, rules, undefined, [])
  if (day?.ok) return dayNumber(day.value)
  how.push({ code: "published-not-read", given: published })
  return undefined
}
