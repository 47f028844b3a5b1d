import type { CaseRecord } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"

/** The state of a case's upload in words. */
export function uploadWords(t: ConsoleTranslate, c: CaseRecord): string {
  return t(`case.upload.${c.upload}`, { proven: c.visits?.proven ?? 0, unproven: c.visits?.unproven ?? 0 })
}

const uploadReasons = ["does-not-open", "malformed", "wrong-inner", "some-do-not-open"] as const

/** Why an upload was quarantined, or not wholly read, in words; a reason that this console does not know yet as it stands. */
export function uploadReasonWords(t: ConsoleTranslate, reason: string): string {
  const known = uploadReasons.find((each) => each === reason)
  return known ? t(`case.uploadReason.${known}`) : reason
}

const visitReasons = [
  "does-not-open",
  "malformed",
  "outside-retention",
  "unknown-venue",
  "not-valid-that-day",
  "bad-proof",
  "bad-kiosk-signature",
  "arrival-not-near-code",
  "hours-outside-grant",
  "wrong-plate",
] as const

/** Why a visit is unproven, in words; nothing for what an officer wrote down. */
export function visitReasonWords(t: ConsoleTranslate, reason: string | null): string | null {
  const known = visitReasons.find((each) => each === reason)
  return known ? t(`visits.reason.${known}`) : null
}
