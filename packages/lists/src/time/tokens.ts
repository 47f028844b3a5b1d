/** A day as written: its numbers in the order of the text, or named. */
export type DayToken =
  | {
      readonly is: "day"
      readonly form: "numbers"
      readonly a: number
      readonly b: number
      readonly year: number
      readonly short: boolean
      readonly text: string
    }
  | {
      readonly is: "day"
      readonly form: "named"
      readonly year: number | undefined
      readonly month: number
      readonly day: number
      readonly short: boolean
      readonly text: string
    }

/** An hour as written. `half` is am or pm; without it `sure` says whether the text can only mean the 24-hour clock. */
export interface ClockToken {
  readonly is: "clock"
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly half: "am" | "pm" | undefined
  readonly sure: boolean
  /** A number alone, such as the 9 of `9-11am`. */
  readonly bare: boolean
  readonly text: string
}

export type Token =
  | DayToken
  | ClockToken
  | { readonly is: "offset"; readonly minutes: number; readonly text: string }
  | { readonly is: "weekday"; readonly weekday: number; readonly text: string }
  | {
      readonly is: "noon" | "midnight" | "to" | "on" | "from" | "and" | "all-day" | "close" | "open" | "about" | "dash"
      readonly text: string
    }
  | { readonly is: "word"; readonly text: string }
