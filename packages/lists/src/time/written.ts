import type { QuarantineCode } from "../shapes.ts"
import type { ClockToken, DayToken } from "./tokens.ts"

/** A day with the name that the text gives it. */
export interface WrittenDay {
  readonly token: DayToken
  readonly weekday?: number
}

/** An hour, or the middle of the day or the night by name. */
export interface WrittenClock {
  readonly clock: ClockToken | "noon" | "midnight"
  readonly offset?: number
  readonly text: string
}

/** One time that a text gives, before day order, half days and time zone are decided. */
export type WrittenSlot =
  | {
      readonly is: "span"
      readonly from: WrittenDay
      readonly start: WrittenClock
      readonly to: WrittenDay
      readonly end: WrittenClock
    }
  | { readonly is: "hours"; readonly day: WrittenDay; readonly start: WrittenClock; readonly end: WrittenClock }
  | { readonly is: "all-day" | "day"; readonly day: WrittenDay }
  /** Each day from one to another; with hours, those hours of each. */
  | {
      readonly is: "days"
      readonly from: WrittenDay
      readonly to: WrittenDay
      readonly start?: WrittenClock
      readonly end?: WrittenClock
      readonly isAllDay?: true
    }

export interface WhenProblem {
  readonly code: QuarantineCode
  readonly given: string
}

export type Written =
  | { readonly ok: true; readonly slots: readonly WrittenSlot[]; readonly isAbout: boolean }
  | { readonly ok: false; readonly problem: WhenProblem }
