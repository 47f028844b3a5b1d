import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"

/** Minutes that a visit is taken to last where the catalogue does not say. */
export const DEFAULT_STAY = 90
/** Minutes of a ride: a taxi's next passenger should not be thought to sit beside the last. */
export const RIDE_STAY = 45
// A visit that begins in the last hours of a service day may well pass its end (Spec §3).
const END_OF_DAY_HOURS = 6
const REMINDER_SECONDS = 15 * 60
const LONGER_SECONDS = 3600

/** Seconds after the next place was scanned in which the last visit can still be taken up again: its keys are kept so long. */
export const TAKE_BACK_SECONDS = 120

/** What is known of how long one stays at a place. */
export interface Hours {
  /** The category's usual stay, in minutes. */
  readonly stay: number | undefined
  /** The last moment that a screen granted. */
  readonly granted: UnixSeconds | null
  /** When the last place of the category closes on this day. */
  readonly closing: UnixSeconds | null
}

/**
 * When a visit is taken to end if its visitor forgets: after the category's usual stay, within the hours that a screen granted, and
 * not after the place has closed. Who comes after that is at a place with other hours.
 */
export function assumedLeaving(arrivedAt: UnixSeconds, { stay, granted, closing }: Hours): UnixSeconds {
  const usual = arrivedAt + (stay || DEFAULT_STAY) * 60
  const open = closing !== null && closing > arrivedAt ? Math.min(usual, closing) : usual
  return unixSeconds(granted === null ? open : Math.max(arrivedAt, Math.min(open, granted)))
}

/** Says whether tomorrow's keys must be kept too. */
export function mayPassEnd(arrivedAt: UnixSeconds, dayEnd: UnixSeconds): boolean {
  return dayEnd - arrivedAt <= END_OF_DAY_HOURS * 3600
}

interface OpenTimes {
  readonly arrivedAt: number
  readonly leftAt: number | null
  readonly leavesAt: number
  readonly latestLeaving: number | null
}

/** Says whether it is time to ask about an open visit: in the quarter of an hour before it would end by itself. Short stays are not asked about. */
export function isReminderDue({ arrivedAt, leftAt, leavesAt }: OpenTimes, now: number): boolean {
  const isShort = leavesAt - arrivedAt < 2 * REMINDER_SECONDS
  return leftAt === null && !isShort && now >= leavesAt - REMINDER_SECONDS && now < leavesAt
}

/** When a visit ends by itself after its visitor said "still here": an hour later, within the hours that a screen granted. */
export function extendedLeaving({ leavesAt, latestLeaving }: OpenTimes, now: number): UnixSeconds {
  const longer = Math.max(leavesAt, now) + LONGER_SECONDS
  return unixSeconds(latestLeaving === null ? longer : Math.min(longer, latestLeaving))
}

/** Says whether "still here" can be said at all: a screen's hours may be used up. */
export function canStayLonger(times: OpenTimes, now: number): boolean {
  return extendedLeaving(times, now) > times.leavesAt
}

/** Says whether a visit that was left for the next place can no longer be taken up again. A clock that was set back settles it too. */
export function isSettled(leftAt: number, now: number): boolean {
  return Math.abs(now - leftAt) >= TAKE_BACK_SECONDS
}
