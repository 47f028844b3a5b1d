/** Why no row of a file is read. The last good list stays as it is. */
export type RefusalCode =
  | "empty-file"
  | "too-large"
  | "not-text"
  | "not-the-encoding"
  | "merge-conflict"
  | "web-page"
  | "truncated"
  | "broken-sheet"
  | "sheet-too-large"
  | "unknown-file"
  | "no-head"
  | "no-rows"
  | "too-many-rows"

/** What was done to a row so that it could be read. */
export const REPAIRS = [
  "spaces-tidied",
  "date-taken-from-name",
  "remark-taken-from-name",
  "address-taken-from-name",
  "two-languages-in-one-cell",
  "district-spelling",
  "id-shortened",
  "same-as-row",
  "overnight",
  "midnight-ends-day",
  "day-ends-at-2359",
  "whole-day",
  "date-without-time",
  "day-by-day",
  "two-digit-year",
  "year-from-same-cell",
  "serial-date",
  "half-day-from-end",
  "hour-came-twice",
  "about-time",
  "mixed-day-order",
  "twin-not-alike",
  "published-not-read",
] as const
export type RepairCode = (typeof REPAIRS)[number]

/** Why a person must look at a row. */
export const QUARANTINES = [
  "empty-row",
  "repeats-head",
  "byte-not-utf8",
  "lost-character",
  "broken-quotes",
  "too-many-cells",
  "too-few-cells",
  "no-name",
  "no-date",
  "no-time",
  "no-end",
  "no-such-date",
  "no-such-time",
  "no-year",
  "text-not-read",
  "until-close",
  "day-order-undecided",
  "half-day-undecided",
  "weekday-differs",
  "columns-disagree",
  "notes-say-other-time",
  "name-says-other-date",
  "end-before-start",
  "end-equals-start",
  "over-24-hours",
  "too-many-slots",
  "time-left-out-by-clock-change",
  "year-out-of-range",
  "after-publication",
  "in-the-future",
  "zone-unknown",
  "seats-not-read",
  "cell-too-long",
] as const
export type QuarantineCode = (typeof QUARANTINES)[number]
