import { DAY, failed, type Notes, type Outcome, type TimeRules } from "./time-outcome.ts"
import type { ClockToken } from "./tokens.ts"
import type { WrittenClock } from "./written.ts"

/** Seconds since midnight that an hour means; `other` is the hour at the other end of its range. */
export function secondsOf(
  written: WrittenClock,
  other: WrittenClock,
  role: "start" | "end",
  rules: TimeRules,
  how: Notes,
): Outcome<number> {
  const { clock } = written
  if (clock === "noon") return { ok: true, value: DAY / 2 }
  if (clock === "midnight") return { ok: true, value: role === "end" ? DAY : 0 }
  if (clock.minute > 59 || clock.second > 59 || clock.hour > 24) return failed("no-such-time", written.text)
  const seconds = clock.minute * 60 + clock.second
  if (clock.hour === 24 && seconds > 0) return failed("no-such-time", written.text)
  if (clock.half) return halved(clock, clock.half, seconds, written.text)
  if (clock.hour >= 13 || clock.hour === 0 || clock.sure) return { ok: true, value: clock.hour * 3600 + seconds }
  const partner = typeof other.clock === "string" ? undefined : other.clock
  if (partner?.half || typeof other.clock === "string") return fromPartner(clock, other, role, how, written.text)
  if (partner?.sure || (partner?.hour ?? 0) >= 13 || rules.hours24)
    return { ok: true, value: clock.hour * 3600 + seconds }
  return failed("half-day-undecided", written.text)
}

function halved(clock: ClockToken, half: "am" | "pm", seconds: number, text: string): Outcome<number> {
  // `15:00 pm` says one thing twice; `15:00 am` contradicts itself.
  if (clock.hour >= 13)
    return half === "pm" ? { ok: true, value: clock.hour * 3600 + seconds } : failed("no-such-time", text)
  if (clock.hour === 0) return half === "am" ? { ok: true, value: seconds } : failed("no-such-time", text)
  return { ok: true, value: ((clock.hour % 12) + (half === "pm" ? 12 : 0)) * 3600 + seconds }
}

/** `9-11am`: the hour without its half is the one nearest to the other, before it or after it. */
function fromPartner(
  clock: ClockToken,
  other: WrittenClock,
  role: "start" | "end",
  how: Notes,
  text: string,
): Outcome<number> {
  const known = other.clock === "noon" ? DAY / 2 : other.clock === "midnight" ? (role === "start" ? DAY : 0) : undefined
  const half = typeof other.clock === "string" ? undefined : other.clock.half
  const partner =
    known ??
    (typeof other.clock === "string" || !half
      ? 0
      : ((other.clock.hour % 12) + (half === "pm" ? 12 : 0)) * 3600 + other.clock.minute * 60)
  const morning = (clock.hour % 12) * 3600 + clock.minute * 60 + clock.second
  const gap = (value: number) => (role === "start" ? partner - value + DAY : value - partner + DAY) % DAY || DAY
  const value = gap(morning) <= gap(morning + DAY / 2) ? morning : morning + DAY / 2
  how.push({ code: "half-day-from-end", given: text, taken: value < DAY / 2 ? "am" : "pm" })
  return { ok: true, value }
}
