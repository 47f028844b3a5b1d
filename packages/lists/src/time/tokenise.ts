import {
  bareNumber,
  chineseClock,
  chineseDay,
  clock12,
  clock12Joined,
  clock24,
  clockFour,
  compactDay,
  dayList,
  fullYear,
  isoDay,
  monthFirst,
  monthOf,
  NTH,
  numberDay,
  offset,
  WEEKDAY,
  weekday,
  weekdayOf,
  wholeDay,
} from "./date-words.ts"
import type { DayToken, Token } from "./tokens.ts"

type WordKind = "noon" | "midnight" | "to" | "on" | "from" | "and" | "all-day" | "close" | "open" | "about" | "dash"
const words: readonly (readonly [WordKind | "nothing", RegExp])[] = [
  ["all-day", /all[ -]?day|whole day|entire day|any ?time|全日|全天|整天|整日/y],
  ["noon", /[(]?(?:12 ?)?(?:noon|midday|mid-day)[)]?|[(]?(?:正午|中午)[)]?/y],
  ["midnight", /[(]?(?:12 ?)?mid-?night[)]?|[(]?午夜[)]?/y],
  [
    "close",
    /(?:clos(?:e|ing)(?: time)?|late|onwards?|end of (?:day|service|shift)|business end)(?![a-z])|打烊|收市|關門/y,
  ],
  ["open", /(?:open(?:ing)?(?: time)?|up to|before)(?![a-z])|開門/y],
  ["about", /(?:approx(?:imately|\.)?|about|around|circa|roughly)(?![a-z])|[~～]?約|大約/y],
  ["from", /(?:from|between|b\/w|starting)(?![a-z])|由|從|从/y],
  ["to", /(?:to|until|till|til|through|thru)(?![a-z])|至|到|→/y],
  ["on", /(?:on|at|of|@|during)(?![a-z])|於/y],
  ["and", /(?:and|&|plus|then|also)(?![a-z])|[,;/|•·\n、，；及和]/y],
  ["dash", /[-–—~]/y],
  [
    "nothing",
    /(?:dates?|times?|hours|local time|the|each day|daily|every day|inclusive)(?![a-z]):?|[:()[\].*]|t(?=\d)/y,
  ],
]

/** Splits what a list says about a time into its parts. A word that nobody knows stays as a word. */
export function tokenise(given: string): Token[] {
  const text = given
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, "-")
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (/[ \t\r\u00a0]/.test(text[at] ?? "")) {
      at += 1
      continue
    }
    const taken = takeDay(text, at) ?? takeClock(text, at, tokens.at(-1)) ?? takeWord(text, at)
    tokens.push(...taken.tokens)
    at = taken.next
  }
  return tokens
}

interface Taken {
  readonly tokens: readonly Token[]
  readonly next: number
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

function takeDay(text: string, at: number): Taken | undefined {
  const iso = match(isoDay, text, at) ?? match(compactDay, text, at)
  if (iso) return one(named(Number(iso[1]), Number(iso[2]), Number(iso[3]), false, iso[0]), iso)
  const numbers = match(numberDay, text, at)
  if (numbers) {
    const short = numbers[4]?.length === 2
    const [a, b, year] = [Number(numbers[1]), Number(numbers[3]), fullYear(numbers[4])]
    return one({ is: "day", form: "numbers", a, b, year, short, text: numbers[0] }, numbers)
  }
  const chinese = match(chineseDay, text, at)
  if (chinese) {
    const year = chinese[1] === undefined ? undefined : Number(chinese[1])
    return one(named(year, Number(chinese[2]), Number(chinese[3]), false, chinese[0]), chinese)
  }
  const list = match(dayList, text, at)
  if (list) return { tokens: listed(list[0], list[1], list[2], list[3], list[4]), next: at + list[0].length }
  const month = match(monthFirst, text, at)
  return month && { tokens: listed(month[0], month[2], month[3], month[1], month[4]), next: at + month[0].length }
}

function named(year: number | undefined, month: number, day: number, short: boolean, text: string): DayToken {
  return { is: "day", form: "named", year, month, day, short, text }
}

/** `Monday 5, Tuesday 6 and 7 July 2021`, `July 5-7, 2021`: the month and the year are those of all. */
function listed(
  text: string,
  before: string | undefined,
  last: string | undefined,
  monthName: string | undefined,
  yearText: string | undefined,
): Token[] {
  const month = monthOf(monthName)
  const year = yearText === undefined ? undefined : fullYear(yearText.replace("'", ""))
  const short = yearText?.startsWith("'") ?? false
  const tokens: Token[] = []
  const part = new RegExp(`(${WEEKDAY})?,?\\s*(\\d{1,2})${NTH}\\s*(,|and|&|-|to|until)`, "g")
  for (const [, dayName, day, between = ""] of (before ?? "").matchAll(part)) {
    if (dayName !== undefined) tokens.push({ is: "weekday", weekday: weekdayOf(dayName), text: dayName })
    tokens.push(named(year, month, Number(day), short, text))
    tokens.push({ is: /^(-|to|until)$/.test(between) ? "to" : "and", text: between })
  }
  tokens.push(named(year, month, Number(last), short, text))
  return tokens
}

function takeClock(text: string, at: number, before: Token | undefined): Taken | undefined {
  const whole = match(wholeDay, text, at)
  if (whole) return one({ is: "all-day", text: whole[0] }, whole)
  const twelve = match(clock12, text, at) ?? match(clock12Joined, text, at)
  if (twelve) {
    const half = twelve[4] === "a" ? "am" : "pm"
    return one(clock(twelve[1], twelve[2], twelve[3], half, true, false, twelve[0]), twelve)
  }
  const chinese = match(chineseClock, text, at)
  if (chinese) return one(clockOfChinese(chinese), chinese)
  const wide = match(clock24, text, at)
  // `t` stands before the hour of an ISO moment, and a leading zero before the hours of a 24-hour clock.
  if (wide) {
    const sure = Number(wide[1]) >= 13 || /^0/.test(wide[0]) || wide[3] !== undefined || wide[4] !== undefined
    return one(clock(wide[1], wide[2], wide[3], undefined, sure, false, wide[0]), wide)
  }
  const zone = before?.is === "clock" && isOffsetAt(text, at) ? match(offset, text, at) : undefined
  if (zone) {
    const minutes = zone[1] === undefined ? 0 : (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3]))
    return one({ is: "offset", minutes, text: zone[0] }, zone)
  }
  const four = match(clockFour, text, at)
  if (four) return one(clock(four[1], four[2], undefined, undefined, true, false, four[0]), four)
  const bare = match(bareNumber, text, at)
  return bare && one(clock(bare[0], "0", undefined, undefined, false, true, bare[0]), bare)
}

/** `14:00-15:00` is a range; only after an ISO moment or full seconds is what follows the minus a difference from universal time. */
function isOffsetAt(text: string, at: number): boolean {
  if (!text.startsWith("-", at)) return true
  const isMoment = /(?:t\d{1,2}:\d{2}|\d:\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?$/.test(text.slice(Math.max(0, at - 20), at))
  return isMoment && /^-(?:0\d|1[0-2]):?[0-5]\d(?![\d:])/.test(text.slice(at, at + 8))
}

function clockOfChinese(found: RegExpExecArray): Token {
  const part = found[1]
  const hour = Number(found[2] ?? found[5])
  const minute = found[4] !== undefined || found[7] !== undefined ? "30" : (found[3] ?? found[6] ?? "0")
  if (part === undefined) return clock(String(hour), minute, undefined, undefined, hour >= 13, false, found[0])
  // The small hours are am; `中午12時` is noon, and `晚上12時` midnight.
  const isMorning = /上午|早上|清晨|凌晨/.test(part) || (hour === 12 && /晚/.test(part))
  return clock(String(hour), minute, undefined, hour > 12 ? undefined : isMorning ? "am" : "pm", true, false, found[0])
}

function clock(
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  half: "am" | "pm" | undefined,
  sure: boolean,
  bare: boolean,
  text: string,
): Token {
  return {
    is: "clock",
    hour: Number(hour),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    half,
    sure,
    bare,
    text,
  }
}

function takeWord(text: string, at: number): Taken {
  const day = match(weekday, text, at)
  if (day) return one({ is: "weekday", weekday: weekdayOf(day[1] ?? day[2] ?? day[3] ?? ""), text: day[0] }, day)
  for (const [kind, pattern] of words) {
    const found = match(pattern, text, at)
    if (found)
      return kind === "nothing" ? { tokens: [], next: at + found[0].length } : one({ is: kind, text: found[0] }, found)
  }
  const word = /^(?:[\p{L}\p{M}'’]+|[^\s])/u.exec(text.slice(at, at + 60))?.[0] ?? text.slice(at, at + 1)
  return { tokens: [{ is: "word", text: word }], next: at + Math.max(1, word.length) }
}

function one(token: Token, found: RegExpExecArray): Taken {
  return { tokens: [token], next: found.index + found[0].length }
}
