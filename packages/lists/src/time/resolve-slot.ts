import type { Note, RepairCode } from "../shapes.ts"
import { secondsOf } from "./resolve-clock.ts"
import { resolveDay } from "./resolve-day.ts"
import { DAY, failed, type Notes, type Outcome, type TimeRules } from "./time-outcome.ts"
import { type Day, dayAfter, dayNumber, dayOfInstant, dayText, instantOf } from "./to-instant.ts"
import type { WhenProblem, WrittenClock, WrittenSlot } from "./written.ts"

/** A time that was read: seconds since 1970, and the local day of its beginning. */
export interface ReadTime {
  readonly start: number
  readonly end: number
  readonly day: string
}

export type Resolved =
  | { readonly ok: true; readonly times: readonly ReadTime[]; readonly how: readonly Note<RepairCode>[] }
  | { readonly ok: false; readonly problem: WhenProblem }

const MOST_DAYS = 31
// Twelve hours: a night shift is that long. What would have to be longer to end the next day is a typing mistake.
const LONGEST_NIGHT = DAY / 2

/** Turns what was written into instants, or says what about it cannot be right. */
export function resolveSlot(slot: WrittenSlot, rules: TimeRules, yearInCell: number | undefined): Resolved {
  const how: Notes = []
  const times = timesOf(slot, rules, yearInCell, how)
  return times.ok ? { ok: true, times: times.value, how } : times
}

function timesOf(slot: WrittenSlot, rules: TimeRules, year: number | undefined, how: Notes): Outcome<ReadTime[]> {
  const first = resolveDay(slot.is === "span" || slot.is === "days" ? slot.from : slot.day, rules, year, how)
  if (!first.ok) return first
  if (slot.is === "span") {
    const last = resolveDay(slot.to, rules, year, how)
    if (!last.ok) return last
    return single(clockTime(first.value, last.value, slot.start, slot.end, rules, how))
  }
  if (slot.is === "hours") return single(clockTime(first.value, first.value, slot.start, slot.end, rules, how))
  if (slot.is === "days") return eachDay(slot, first.value, rules, year, how)
  how.push({ code: slot.is === "day" ? "date-without-time" : "whole-day", given: slot.day.token.text })
  return single(between(first.value, 0, first.value, DAY, rules, how, slot.day.token.text))
}

function eachDay(
  slot: WrittenSlot & { is: "days" },
  first: Day,
  rules: TimeRules,
  year: number | undefined,
  how: Notes,
): Outcome<ReadTime[]> {
  const given = `${slot.from.token.text} - ${slot.to.token.text}`
  const last = resolveDay(slot.to, rules, year, how)
  if (!last.ok) return last
  const days = dayNumber(last.value) - dayNumber(first)
  if (days < 0) return failed("end-before-start", given)
  if (days >= MOST_DAYS) return failed("over-24-hours", given)
  how.push({ code: "day-by-day", given, taken: String(days + 1) })
  const times: ReadTime[] = []
  for (let at = 0; at <= days; at += 1) {
    const day = dayAfter(first, at)
    const one =
      slot.start && slot.end
        ? clockTime(day, day, slot.start, slot.end, rules, how)
        : between(day, 0, day, DAY, rules, how, given)
    if (!one.ok) return one
    times.push(one.value)
  }
  return { ok: true, value: times }
}

function clockTime(
  first: Day,
  last: Day,
  start: WrittenClock,
  end: WrittenClock,
  rules: TimeRules,
  how: Notes,
): Outcome<ReadTime> {
  const given = `${start.text} - ${end.text}`
  const from = secondsOf(start, end, "start", rules, how)
  const to = secondsOf(end, start, "end", rules, how)
  if (!from.ok) return from
  if (!to.ok) return to
  if (start.offset !== undefined || end.offset !== undefined)
    return atOffsets(first, from.value, last, to.value, start, end, rules, how, given)
  const endsAtMidnight = to.value === 0 && dayNumber(first) === dayNumber(last) && from.value > 0
  if (endsAtMidnight) {
    how.push({ code: "midnight-ends-day", given: end.text })
    return between(first, from.value, last, DAY, rules, how, given)
  }
  const isAlmostMidnight = Math.floor(to.value / 60) === 23 * 60 + 59
  if (isAlmostMidnight) how.push({ code: "day-ends-at-2359", given: end.text, taken: "24:00" })
  return between(first, from.value, last, isAlmostMidnight ? DAY : to.value, rules, how, given)
}

/** Checks a time against the clock on the wall, where a day with a change of clocks is still one day, and finds its instants. */
function between(
  first: Day,
  from: number,
  last: Day,
  to: number,
  rules: TimeRules,
  how: Notes,
  given: string,
): Outcome<ReadTime> {
  let length = (dayNumber(last) - dayNumber(first)) * DAY + to - from
  let endDay = last
  if (length < 0 && length > -DAY && dayNumber(first) === dayNumber(last)) {
    const night = length + DAY
    if (night > LONGEST_NIGHT || from < DAY / 2) return failed("end-before-start", given)
    endDay = dayAfter(last, 1)
    length = night
    how.push({ code: "overnight", given, taken: dayText(endDay) })
  }
  if (length < 0) return failed("end-before-start", given)
  if (length === 0) return failed("end-equals-start", given)
  if (length > DAY) return failed("over-24-hours", `${dayText(first)} - ${dayText(endDay)}, ${given}`)
  const zone = rules.timeZone
  if (zone === undefined) return failed("zone-unknown", given)
  const start = instantOf(first, from, zone)
  const end = instantOf(endDay, to, zone)
  if (start.is === "left-out" || end.is === "left-out")
    return failed("time-left-out-by-clock-change", `${dayText(first)} ${given}`)
  if (start.is === "twice" || end.is === "twice") how.push({ code: "hour-came-twice", given })
  // Where an hour came twice, the wider reading is taken: nobody who was there is left out.
  const at = start.is === "twice" ? start.earlier : start.at
  const until = end.is === "twice" ? end.later : end.at
  return { ok: true, value: { start: at, end: until, day: dayText(first) } }
}

function atOffsets(
  first: Day,
  from: number,
  last: Day,
  to: number,
  start: WrittenClock,
  end: WrittenClock,
  rules: TimeRules,
  how: Notes,
  given: string,
): Outcome<ReadTime> {
  const zone = rules.timeZone
  if (start.offset === undefined || end.offset === undefined || zone === undefined) return failed("zone-unknown", given)
  const at = dayNumber(first) * DAY + from - start.offset * 60
  const stated = dayNumber(last) * DAY + to - end.offset * 60
  // 23:59 of the list's own clock stands for the midnight after it.
  const isAlmostMidnight = instantOf(dayFromText(dayOfInstant(stated, zone)), DAY, zone)
  const until =
    isAlmostMidnight.is === "one" && isAlmostMidnight.at - stated <= 60 && isAlmostMidnight.at > stated
      ? isAlmostMidnight.at
      : stated
  if (until !== stated) how.push({ code: "day-ends-at-2359", given: end.text, taken: "24:00" })
  if (until < at) return failed("end-before-start", given)
  if (until === at) return failed("end-equals-start", given)
  // A local day of twenty-five hours is one day.
  if (until - at > DAY + 3600) return failed("over-24-hours", `${dayText(first)} - ${dayText(last)}, ${given}`)
  if (until - at > DAY && dayOfInstant(at, zone) !== dayOfInstant(until - 1, zone))
    return failed("over-24-hours", `${dayText(first)} - ${dayText(last)}, ${given}`)
  return { ok: true, value: { start: at, end: until, day: dayOfInstant(at, zone) } }
}

function dayFromText(text: string): Day {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number)
  return { year, month, day }
}

function single(outcome: Outcome<ReadTime>): Outcome<ReadTime[]> {
  return outcome.ok ? { ok: true, value: [outcome.value] } : outcome
}
