import type { DayOrder, ListReading, Mapping } from "../shapes.ts"
import { orderOfDay } from "../time/resolve-day.ts"
import type { TimeRules } from "../time/time-outcome.ts"
import type { Token } from "../time/tokens.ts"

/** What all rows together say about how dates and hours are meant. */
export interface DecidedRules {
  readonly rules: TimeRules
  readonly by: ListReading["dayOrderBy"]
  readonly needsHours: boolean
}

// Below this share, dates that contradict the others are mistakes; above it, no date of the column can be trusted to either order.
const MOST_CONTRADICTING = 0.02
const FEW = 6

/** Decides the order of day and month from the whole column: what a person said, what the cells prove, what the publisher always did. */
export function decideRules(
  rows: readonly (readonly Token[])[],
  mapping: Mapping,
  habit: DayOrder | undefined,
): DecidedRules {
  const counts = { "day-first": 0, "month-first": 0, either: 0, neither: 0 }
  let sureHours = false
  let unsureHours = false
  for (const tokens of rows) {
    const hasHalf = tokens.some((token) => token.is === "clock" && token.half !== undefined)
    for (const token of tokens) {
      if (token.is === "day" && token.form === "numbers" && token.a !== token.b) counts[orderOfDay(token)] += 1
      if (token.is === "clock" && token.half === undefined && !hasHalf) {
        if (token.sure || token.hour >= 13 || token.hour === 0) sureHours = true
        else unsureHours = true
      }
    }
  }
  const decisive = counts["day-first"] + counts["month-first"]
  const winner: DayOrder = counts["day-first"] >= counts["month-first"] ? "day-first" : "month-first"
  const order = mapping.dayOrder ?? (decisive > 0 ? winner : habit)
  const against = order === undefined ? 0 : counts[order === "day-first" ? "month-first" : "day-first"]
  // One row typed the wrong way round must not turn a publisher's whole list round.
  const isUnlike = habit !== undefined && order !== habit && decisive < FEW
  const isMixed = mapping.dayOrder === undefined && (against > MOST_CONTRADICTING * decisive || isUnlike)
  const rules: TimeRules = {
    timeZone: mapping.timeZone,
    order,
    isMixed,
    hours24: mapping.hours === "24" || sureHours,
  }
  const isNeeded = counts.either + decisive > 0
  const by = !isNeeded
    ? "not-needed"
    : mapping.dayOrder
      ? "person"
      : isMixed
        ? "undecided"
        : decisive > 0
          ? "cells"
          : habit
            ? "publisher"
            : "undecided"
  return { rules, by, needsHours: unsureHours && !rules.hours24 }
}
