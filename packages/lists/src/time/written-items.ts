import type { QuarantineCode } from "../shapes.ts"
import type { Token } from "./tokens.ts"
import type { WhenProblem, WrittenClock, WrittenDay } from "./written.ts"

/** A day, an hour, or a word between them. */
export type Item =
  | { readonly is: "day"; readonly day: WrittenDay }
  | { readonly is: "clock"; readonly clock: WrittenClock }
  | { readonly is: "to" | "dash" | "on" | "and" | "all-day"; readonly text: string }

/** Where reading stops, and why. */
export interface Stop {
  readonly problem: WhenProblem
}

/** Puts names of days to their days and `noon` to its hour; what nobody knows stops the reading. */
export function itemsOf(tokens: readonly Token[]): { items: Item[]; isAbout: boolean } | Stop {
  const items: Item[] = []
  let isAbout = false
  let name: { weekday: number; text: string } | undefined
  for (const [at, token] of tokens.entries()) {
    if (token.is === "word") return stop("text-not-read", token.text)
    if (token.is === "close" || token.is === "open") return stop("until-close", token.text)
    if (token.is === "about") isAbout = true
    else if (token.is === "day") {
      items.push({ is: "day", day: { token, ...(name && { weekday: name.weekday }) } })
      name = undefined
    } else if (token.is === "weekday") {
      const last = items.at(-1)
      if (last?.is === "day" && last.day.weekday === undefined && nextMatter(tokens, at) !== "day")
        items[items.length - 1] = { is: "day", day: { ...last.day, weekday: token.weekday } }
      else if (name) return stop("text-not-read", name.text)
      else name = token
    } else if (token.is === "clock") items.push({ is: "clock", clock: { clock: token, text: token.text } })
    else if (token.is === "noon" || token.is === "midnight") {
      const merged = mergeName(items.at(-1), token.is, token.text)
      if (isStop(merged)) return merged
      if (merged) items.pop()
      items.push({ is: "clock", clock: merged ?? { clock: token.is, text: token.text } })
    } else if (token.is === "offset") {
      const last = items.at(-1)
      if (last?.is === "clock")
        items[items.length - 1] = { is: "clock", clock: { ...last.clock, offset: token.minutes } }
    } else if (token.is !== "from") items.push({ is: token.is, text: token.text })
  }
  if (name) return stop("text-not-read", name.text)
  // A mark at the end or the beginning separates nothing.
  while (isIdle(items.at(-1))) items.pop()
  while (isIdle(items[0])) items.shift()
  return { items, isAbout }
}

function isIdle(item: Item | undefined): boolean {
  return item?.is === "and" || item?.is === "on"
}

function nextMatter(tokens: readonly Token[], at: number): Token["is"] | undefined {
  return tokens[at + 1]?.is
}

/** `12pm (noon)` is one hour and not two; `12am (noon)` is none. */
function mergeName(last: Item | undefined, name: "noon" | "midnight", text: string): WrittenClock | Stop | undefined {
  if (last?.is !== "clock" || typeof last.clock.clock === "string") return undefined
  const { hour, minute, half } = last.clock.clock
  const given = `${last.clock.text} ${text}`
  const isTwelve = hour === 12 && minute === 0
  if (name === "noon" && isTwelve && half !== "am") return { ...last.clock, clock: "noon", text: given }
  const isNight = (isTwelve && half !== "pm") || ((hour === 0 || hour === 24) && minute === 0)
  const isAlmost = minute === 59 && (hour === 23 || (hour === 11 && half === "pm"))
  if (name === "midnight" && (isNight || isAlmost)) return { ...last.clock, clock: "midnight", text: given }
  return stop("no-such-time", given)
}

/** Stops at a text, with the reason. */
export function stop(code: QuarantineCode, given: string): Stop {
  return { problem: { code, given } }
}

/** Whether reading stopped. */
export function isStop(value: object | undefined): value is Stop {
  return value !== undefined && "problem" in value
}
