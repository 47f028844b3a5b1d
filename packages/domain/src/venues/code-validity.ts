import { addDays, type ServiceDay } from "@homesafe/protocol"

/** Days of a provisional code, its first included (Spec §3: notAfter ≤ notBefore + 13). */
export const PROVISIONAL_DAYS = 14
/** Days that one commitment covers. */
export const COMMITMENT_DAYS = 512
/** A reviewed code ends before 16 months. */
export const REVIEWED_DAYS = 480

/** Validity of a provisional code made today under a commitment that starts on `notBefore`. */
export function provisionalValidity(notBefore: ServiceDay): {
  readonly notBefore: ServiceDay
  readonly notAfter: ServiceDay
} {
  return { notBefore, notAfter: addDays(notBefore, PROVISIONAL_DAYS - 1) }
}

/** Validity of a reviewed code under the same commitment. */
export function reviewedValidity(notBefore: ServiceDay): {
  readonly notBefore: ServiceDay
  readonly notAfter: ServiceDay
} {
  return { notBefore, notAfter: addDays(notBefore, REVIEWED_DAYS - 1) }
}

/** An event lasts so many days at the most, its first and last included; what lasts longer is a venue. */
export const MOST_EVENT_DAYS = 60

/** Whether a code may hold on these days alone. */
export function isEventAllowed(first: ServiceDay, last: ServiceDay): boolean {
  return last >= first && last <= addDays(first, MOST_EVENT_DAYS - 1)
}

/** So many days ahead a venue or an event may be registered. */
export const MOST_DAYS_AHEAD = 400

/** A commitment starts at most a week ago, so that it cannot be made for the past, and not too far ahead. */
export function isCommitmentCurrent(notBefore: ServiceDay, today: ServiceDay): boolean {
  return notBefore <= addDays(today, MOST_DAYS_AHEAD) && notBefore >= addDays(today, -7)
}
