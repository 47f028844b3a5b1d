import type { CaseRecord } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"

/** The state of a case's upload in words. */
export function uploadWords(t: ConsoleTranslate, c: CaseRecord): string {
  return t(`case.upload.${c.upload}`, { proven: c.visits?.proven ?? 0, unproven: c.visits?.unproven ?? 0 })
}
