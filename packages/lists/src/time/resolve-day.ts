import type { DayOrder } from "../shapes.ts"
import { failed, type Notes, type Outcome, type TimeRules } from "./time-outcome.ts"
import { type Day, isDay, weekdayOn } from "./to-instant.ts"
import type { DayToken } from "./tokens.ts"
import type { WrittenDay } from "./written.ts"

/** The day that a text names, checked against the calendar and the name of the day beside it. */
export function resolveDay(written: WrittenDay, rules: TimeRules, year: number | undefined, how: Notes): Outcome<Day> {
  const { token, weekday } = written
  const read = dayOf(token, rules, year, how)
  if (!read.ok) return read
  if (!isDay(read.value)) return failed("no-such-date", token.text)
  if (weekday !== undefined && weekdayOn(read.value) !== weekday) return failed("weekday-differs", token.text)
  return read
}

function dayOf(token: DayToken, rules: TimeRules, year: number | undefined, how: Notes): Outcome<Day> {
  if (token.short) how.push({ code: "two-digit-year", given: token.text, taken: String(token.year) })
  if (token.form === "named") {
    if (token.year === undefined && year === undefined) return failed("no-year", token.text)
    if (token.year === undefined) how.push({ code: "year-from-same-cell", given: token.text, taken: String(year) })
    return { ok: true, value: { year: token.year ?? year ?? 0, month: token.month, day: token.day } }
  }
  const own = orderOfDay(token)
  if (own === "neither") return failed("no-such-date", token.text)
  // Where both numbers are the same, the order does not matter.
  if (own === "either" && token.a !== token.b && (rules.order === undefined || rules.isMixed))
    return failed("day-order-undecided", token.text)
  if (own !== "either" && rules.order !== undefined && own !== rules.order) {
    if (!rules.isMixed) return failed("day-order-undecided", token.text)
    how.push({ code: "mixed-day-order", given: token.text })
  }
  const order = own === "either" ? (rules.order ?? "day-first") : own
  return {
    ok: true,
    value:
      order === "day-first"
        ? { year: token.year, month: token.b, day: token.a }
        : { year: token.year, month: token.a, day: token.b },
  }
}

/** The order that a date's own numbers allow. */
export function orderOfDay(token: DayToken & { form: "numbers" }): DayOrder | "either" | "neither" {
  if (token.a > 12 && token.b > 12) return "neither"
  if (token.a > 12) return "day-first"
  return token.b > 12 ? "month-first" : "either"
}
