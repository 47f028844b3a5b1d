import { districts } from "@homesafe/domain"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { textIn } from "./names.ts"

/** An area in the reader's language; null is the whole authority. */
export function areaName(t: ConsoleTranslate, area: number | null): string {
  const district = districts.find(({ n }) => n === area)
  if (district) return textIn(district, t.language)
  return area === null ? t("areas.all") : String(area)
}
