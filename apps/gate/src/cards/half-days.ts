import { type ServiceDay, serviceDay, type UnixSeconds, unixSeconds } from "@homesafe/protocol"

/** Parcels go out when a half of the service day is over: in Hong Kong at 16:00 and 04:00. Seconds. */
const HALF_DAY = 43_200

/** The number of the half day that a moment lies in. */
export function halfDayOf(now: UnixSeconds, offset: number): number {
  return Math.floor((now + offset) / HALF_DAY)
}

/** The service day that a half belongs to. */
export function dayOfHalf(slot: number): ServiceDay {
  return serviceDay(Math.floor(slot / 2))
}

/** When a half day's parcel is posted. */
export function endOfHalfDay(slot: number, offset: number): UnixSeconds {
  return unixSeconds((slot + 1) * HALF_DAY - offset)
}
