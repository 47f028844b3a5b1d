import { isProblemCode } from "@homesafe/api"
import type { VenueTranslate } from "@homesafe/i18n/venue"

/** Why something was refused: a machine's refusal is a problem code, an officer's is a sentence. */
export function reasonOf(reason: string | null, t: VenueTranslate): string {
  if (reason === null || reason.trim() === "") return t("venue.refusedNoReason")
  if (isProblemCode(reason)) return t(`problem.${reason}`)
  return /[.。!?！？]$/.test(reason) ? reason : `${reason}${t.language === "en" ? "." : "。"}`
}
