import type { ConsoleTranslate } from "@homesafe/i18n/console"

const acts = [
  "invite-officer",
  "enrol-officer",
  "enrol-signing-key",
  "open-case",
  "give-upload-code",
  "read-visits",
  "propose-decision",
  "approve-decision",
  "issue-provisional-code",
  "refuse-code",
  "approve-venue",
  "refuse-venue",
  "import-venues",
  "close-inspection",
  "inspect-door",
  "venue-objected",
  "answer-objection",
  "grant-screen",
  "refuse-screen",
  "screen-gave-other-nodes",
  "ask-venue",
  "venue-request-answered",
  "venue-request-declined",
  "venue-request-failed",
  "read-forms",
  "call-reached",
  "call-try-again",
  "call-not-reached",
  "call-undone",
  "propose-file-change",
  "approve-file-change",
  "refuse-file-change",
  "withdraw-file-change",
  "venue-owner-changed",
  "recovery-asked",
  "recovery-agreed",
  "recovery-stopped",
  "grant-recovery",
  "refuse-recovery",
  "cards-asked",
  "grant-cards",
  "refuse-cards",
] as const

/** What an entry says was done, in words; an act that this console does not know yet as it stands in the log. */
export function actWords(t: ConsoleTranslate, act: string): string {
  const known = acts.find((each) => each === act)
  return known ? t(`audit.acts.${known}`) : act
}
