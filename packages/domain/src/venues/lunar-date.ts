import { addDays, type ServiceDay } from "@homesafe/protocol"
import { dayOfDate } from "../policy/dates.ts"

/** A date of the Chinese calendar; leap months are not meant. */
export interface LunarDate {
  /** The Gregorian year in which the lunar year begins. */
  readonly year: number
  /** 1 is the first month. */
  readonly month: number
  readonly day: number
}

// The browsers' own calendar (ICU) has the New Year of 2027 and of 2030 on the wrong day, so the months stand here.
const FIRST_YEAR = 2020
const FIRST_NEW_YEAR = dayOfDate("2020-01-25")
/** A year each: bits 15 to 4 are the months 1 to 12, set for 30 days, else 29; bits 3 to 0 the leap month's number; bit 16 its 30 days. */
const YEARS = [
  0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, 0x05aa0, 0x076a3, 0x096d0,
  0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45,
]

const daysOfMonth = (year: number, month: number) => ((year >> (16 - month)) & 1) + 29
const daysOfLeap = (year: number) => ((year & 15) === 0 ? 0 : ((year >> 16) & 1) + 29)
const months = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

/** Days before a month of a year: those of the months before it, and of the leap month where one lies between. */
function daysBefore(year: number, month: number): number {
  const whole = months(month - 1).reduce((sum, each) => sum + daysOfMonth(year, each), 0)
  return (year & 15) < month ? whole + daysOfLeap(year) : whole
}

/** The day on which a lunar date falls; undefined where that year has no such day, or is not in the table. */
export function dayOfLunarDate({ year, month, day }: LunarDate): ServiceDay | undefined {
  const wanted = YEARS[year - FIRST_YEAR]
  if (wanted === undefined || month < 1 || month > 12 || day < 1 || day > daysOfMonth(wanted, month)) return undefined
  const earlier = YEARS.slice(0, year - FIRST_YEAR).reduce((sum, each) => sum + daysBefore(each, 13), 0)
  return addDays(FIRST_NEW_YEAR, earlier + daysBefore(wanted, month) + day - 1)
}
