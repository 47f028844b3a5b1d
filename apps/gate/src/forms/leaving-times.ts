import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"

const HALF_HOUR = 1800
const COUNT = 16

/** The half hours of the next eight, after the next one: what somebody may choose as their leaving. */
export function leavingTimes(now: UnixSeconds): UnixSeconds[] {
  const first = Math.ceil(now / HALF_HOUR) + 1
  return Array.from({ length: COUNT }, (_, i) => unixSeconds((first + i) * HALF_HOUR))
}
