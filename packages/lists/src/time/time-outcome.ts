import type { DayOrder, Note, QuarantineCode, RepairCode } from "../shapes.ts"
import type { WhenProblem } from "./written.ts"

/** What the whole table says about how its times are meant. */
export interface TimeRules {
  readonly timeZone: string | undefined
  readonly order: DayOrder | undefined
  /** Some dates of the column can only be read in the other order: those are not trusted, or all that could be either. */
  readonly isMixed: boolean
  readonly hours24: boolean
}

/** Seconds of a day on the wall's clock. */
export const DAY = 86_400

/** What could be read, or why it could not. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: WhenProblem }

export type Notes = Note<RepairCode>[]

/** A part of a time that cannot be right, with the text that it is about. */
export function failed(code: QuarantineCode, given: string): { readonly ok: false; readonly problem: WhenProblem } {
  return { ok: false, problem: { code, given } }
}
