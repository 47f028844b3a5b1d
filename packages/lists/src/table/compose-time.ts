import { dateOfSerial, serialText } from "../file/sheet-dates.ts"
import type { Field, Note, RepairCode } from "../shapes.ts"
import { tokenise } from "../time/tokenise.ts"
import type { Token } from "../time/tokens.ts"
import type { WhenProblem } from "../time/written.ts"

/** The cells of one row by their meaning. */
export type Cells = (field: Field) => string | undefined

export type Composed =
  | { readonly ok: true; readonly tokens: readonly Token[]; readonly how: readonly Note<RepairCode>[] }
  | { readonly ok: false; readonly problem: WhenProblem; readonly tokens: readonly Token[] }

const TO: Token = { is: "to", text: "-" }

/** Puts what the columns of a row say about time into one sentence, so that one grammar reads all of them. */
export function composeTime(cells: Cells, hasTimeColumn: boolean): Composed {
  const how: Note<RepairCode>[] = []
  const read = (field: Field) => tokeniseCell(cells(field), how)
  const problem = (code: WhenProblem["code"], given: string, tokens: readonly Token[] = []): Composed => ({
    ok: false,
    problem: { code, given },
    tokens,
  })
  const when = read("when")
  if (when.length > 0) return { ok: true, tokens: when, how }
  const date = read("date")
  const times = read("times")
  if (times.length > 0) {
    const tokens = hasDay(times) ? times : [...date, ...times]
    return hasDay(tokens) ? { ok: true, tokens, how } : problem("no-date", cells("times") ?? "", tokens)
  }
  // Where one side of a time is a serial number with its hour, the other side's whole number is a midnight, and not a day.
  const isMoment = [cells("start"), cells("end")].some((cell) => /^\d{5}\.\d+$/.test(cell ?? ""))
  const side = (field: Field) => tokeniseCell(isMoment ? cells(field)?.replace(/^(\d{5})$/, "$1.0") : cells(field), how)
  const start = [...side("start"), ...read("startTime")]
  const end = [...side("end"), ...read("endTime")]
  const endDate = read("endDate")
  if (start.length === 0 && end.length === 0) {
    if (date.length === 0) return problem("no-date", "")
    if (hasTimeColumn && !date.some(isHour)) return problem("no-time", cells("date") ?? "", date)
    const isRange = endDate.length > 0 && !date.some(isHour)
    return { ok: true, tokens: isRange ? [...date, TO, ...endDate] : date, how }
  }
  const first = hasDay(start) ? start : [...date, ...start]
  const last = hasDay(end) ? end : [...endDate, ...end]
  const tokens = [...first, TO, ...last]
  const given = [cells("date"), cells("start") ?? cells("startTime"), cells("end") ?? cells("endTime")]
    .filter(Boolean)
    .join(" - ")
  if (!hasDay(first)) return problem(start.length === 0 ? "no-time" : "no-date", given, tokens)
  if (end.length === 0) return problem("no-end", given, tokens)
  // One side with an hour and one without is half a time, and not a day.
  if (first.some(isHour) !== last.some(isHour) && !last.some((token) => token.is === "close"))
    return problem("no-time", given, tokens)
  return { ok: true, tokens, how }
}

function hasDay(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.is === "day")
}

function isHour(token: Token): boolean {
  return token.is === "clock" || token.is === "noon" || token.is === "midnight" || token.is === "all-day"
}

/** The tokens of a cell; a spreadsheet's serial number and a count of seconds since 1970 are dates too. */
export function tokeniseCell(cell: string | undefined, how: Note<RepairCode>[]): Token[] {
  if (cell === undefined) return []
  const number = /^\d{1,13}(?:\.\d+)?$/.test(cell) ? Number(cell) : undefined
  if (number === undefined) return tokenise(cell)
  const isEpoch = /^1[3-9]\d{8}(?:\d{3})?$/.test(cell)
  if (isEpoch) return tokenise(new Date(cell.length === 13 ? number : number * 1000).toISOString())
  const isSerial = /^\d{5}(?:\.\d+)?$/.test(cell) && dateOfSerial(number) !== undefined
  const isFraction = number < 1 && cell.includes(".")
  if (!isSerial && !isFraction) return tokenise(cell)
  const part = isFraction ? "time" : cell.includes(".") ? "both" : "date"
  const text = serialText(number, part, false)
  how.push({ code: "serial-date", given: cell, taken: text })
  return tokenise(text)
}
