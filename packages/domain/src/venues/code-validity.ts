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

/** A commitment must start today or at most a week ago, so that it cannot be made for the past. */
export function isCommitmentCurrent(notBefore: ServiceDay, today: ServiceDay): boolean {
  return notBefore <= addDays(today, 1) && notBefore >= addDays(today, -7)
}
