import type { Token } from "./tokens.ts"
import type { Written, WrittenClock, WrittenDay, WrittenSlot } from "./written.ts"
import { type Item, isStop, itemsOf, type Stop, stop } from "./written-items.ts"

type Days = { readonly list: readonly WrittenDay[] } | { readonly from: WrittenDay; readonly to: WrittenDay }
type Hours = { readonly start: WrittenClock; readonly end: WrittenClock } | "all-day"

/** Reads the times that a text gives: hours before their days, days before their hours, spans, lists and ranges of days. */
export function parseWhen(tokens: readonly Token[]): Written {
  const read = itemsOf(tokens)
  if (isStop(read)) return { ok: false, problem: read.problem }
  const slots: WrittenSlot[] = []
  let at = 0
  while (at < read.items.length) {
    const group = read.items[at]?.is === "day" ? daysFirst(read.items, at) : hoursFirst(read.items, at)
    if (isStop(group)) return { ok: false, problem: group.problem }
    slots.push(...group.slots)
    at = skip(read.items, group.next, "and")
  }
  const bare = slots.flatMap((slot) =>
    slot.is === "day" ? [slot.day] : slot.is === "days" && !slot.start && !slot.isAllDay ? [slot.from] : [],
  )[0]
  // Where a text gives hours for some days, a day without them is a day whose hours are missing.
  if (bare && slots.some((slot) => slot.is === "hours" || slot.is === "span" || (slot.is === "days" && slot.start)))
    return { ok: false, problem: { code: "no-time", given: bare.token.text } }
  return { ok: true, slots, isAbout: read.isAbout }
}

type Group = { readonly slots: WrittenSlot[]; readonly next: number }

function daysFirst(items: readonly Item[], from: number): Group | Stop {
  const taken = takeDays(items, from, false)
  const { days } = taken
  const at = skip(items, taken.next, "on", "dash", "and")
  if (items[at]?.is !== "clock" && items[at]?.is !== "all-day")
    return { slots: spread(days, undefined), next: taken.next }
  const span = takeSpan(items, at, days)
  if (span) return span
  const hours = takeHours(items, at)
  if (isStop(hours)) return hours
  if (items[hours.next]?.is === "on") return stop("text-not-read", textOf(items[hours.next]))
  return { slots: hours.hours.flatMap((one) => spread(days, one)), next: hours.next }
}

/** `5 July 9pm to 6 July 2am`: one time over two days. `5 July 9am to 5pm, 6 July …` is two, for a mark or an hour follows. */
function takeSpan(items: readonly Item[], at: number, days: Days): Group | undefined {
  const start = items[at]
  if (!("list" in days) || days.list.length !== 1 || start?.is !== "clock" || !isTo(items[at + 1])) return undefined
  const [day] = days.list
  const end = takeMoment(items, at + 2)
  if (!day || !end) return undefined
  const isNext = items[at + 2]?.is === "clock" && (items[at + 3]?.is === "and" || isHourAfter(items, end.next))
  if (isNext) return undefined
  return { slots: [{ is: "span", from: day, start: start.clock, to: end.day, end: end.clock }], next: end.next }
}

function hoursFirst(items: readonly Item[], from: number): Group | Stop {
  const first = takeMoment(items, from)
  if (first && isTo(items[first.next])) {
    const end = takeMoment(items, first.next + 1)
    if (!end) return stop("no-end", textOf(items[first.next - 1]))
    return { slots: [{ is: "span", from: first.day, start: first.clock, to: end.day, end: end.clock }], next: end.next }
  }
  const hours = takeHours(items, from)
  if (isStop(hours)) return hours
  const at = skip(items, hours.next, "on", "and", "dash")
  if (items[at]?.is !== "day") return stop("no-date", textOf(items[from]))
  const { days, next } = takeDays(items, at, true)
  return { slots: hours.hours.flatMap((one) => spread(days, one)), next }
}

function takeHours(items: readonly Item[], from: number): { hours: Hours[]; next: number } | Stop {
  const hours: Hours[] = []
  let at = from
  for (;;) {
    const item = items[at]
    if (item?.is === "all-day") {
      hours.push("all-day")
      at += 1
    } else if (item?.is === "clock") {
      const end = items[at + 2]
      // `between 9am and 10am`: only there does a word that joins mean an end.
      const joins =
        isTo(items[at + 1]) ||
        (items[at + 1]?.is === "and" && hours.length === 0 && end?.is === "clock" && !isTo(items[at + 3]))
      if (!joins || end?.is !== "clock") return stop("no-end", item.clock.text)
      hours.push({ start: item.clock, end: end.clock })
      at += 3
    } else return hours.length > 0 ? { hours, next: at } : stop("text-not-read", textOf(item))
    const next = skip(items, at, "and")
    if (items[next]?.is !== "clock" && items[next]?.is !== "all-day") return { hours, next: at }
    at = next
  }
}

/** `stopsAtHours`: where hours stood before the days, a day that hours follow begins a group of its own. */
function takeDays(items: readonly Item[], from: number, stopsAtHours: boolean): { days: Days; next: number } {
  const first = items[from]
  const second = items[from + 2]
  if (first?.is !== "day") return { days: { list: [] }, next: from + 1 }
  // `5 July to 7 July` is a range of days, unless the second day has an hour of its own after the first one's.
  if (isTo(items[from + 1]) && second?.is === "day")
    return { days: { from: first.day, to: second.day }, next: from + 3 }
  const list = [first.day]
  let at = from + 1
  for (;;) {
    const next = skip(items, at, "and", "on")
    const item = items[next]
    if (item?.is !== "day" || next === at || (stopsAtHours && isHourAfter(items, next + 1)))
      return { days: { list }, next: at }
    list.push(item.day)
    at = next + 1
  }
}

/** Whether hours follow a day directly: then the day begins a group of its own. */
function isHourAfter(items: readonly Item[], at: number): boolean {
  return items[skip(items, at, "on", "dash")]?.is === "clock"
}

function takeMoment(
  items: readonly Item[],
  from: number,
): { day: WrittenDay; clock: WrittenClock; next: number } | undefined {
  const [one, second] = [items[from], items[from + 1]]
  if (one?.is === "day") {
    const at = skip(items, from + 1, "on", "and")
    const clock = items[at]
    return clock?.is === "clock" ? { day: one.day, clock: clock.clock, next: at + 1 } : undefined
  }
  if (one?.is !== "clock") return undefined
  const at = second?.is === "on" || second?.is === "and" ? from + 2 : from + 1
  const day = items[at]
  return day?.is === "day" ? { day: day.day, clock: one.clock, next: at + 1 } : undefined
}

function spread(days: Days, hours: Hours | undefined): WrittenSlot[] {
  if (!("list" in days)) return [{ is: "days", ...days, ...(hours === "all-day" ? { isAllDay: true } : hours) }]
  return days.list.map((day) =>
    hours === undefined
      ? { is: "day", day }
      : hours === "all-day"
        ? { is: "all-day", day }
        : { is: "hours", day, ...hours },
  )
}

function isTo(item: Item | undefined): boolean {
  return item?.is === "to" || item?.is === "dash"
}

function skip(items: readonly Item[], from: number, ...kinds: readonly Item["is"][]): number {
  let at = from
  while (at < items.length && kinds.includes(items[at]?.is ?? "day")) at += 1
  return at
}

function textOf(item: Item | undefined): string {
  if (!item) return ""
  if (item.is === "day") return item.day.token.text
  return item.is === "clock" ? item.clock.text : item.text
}
