import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"

/** Minutes that a visit is taken to last where the catalogue does not say. */
export const DEFAULT_STAY = 90
// A visit that begins in the last hours of a service day may well pass its end (Spec §3).
const END_OF_DAY_HOURS = 6

/** When a visit is taken to end if its visitor forgets: after the category's usual stay, within the hours that a screen granted. */
export function assumedLeaving(
  arrivedAt: UnixSeconds,
  stayMinutes: number | undefined,
  latest: UnixSeconds | null,
): UnixSeconds {
  const usual = arrivedAt + (stayMinutes || DEFAULT_STAY) * 60
  return unixSeconds(latest === null ? usual : Math.max(arrivedAt, Math.min(usual, latest)))
}

/** Says whether tomorrow's keys must be kept too. */
export function mayPassEnd(arrivedAt: UnixSeconds, dayEnd: UnixSeconds): boolean {
  return dayEnd - arrivedAt <= END_OF_DAY_HOURS * 3600
}
