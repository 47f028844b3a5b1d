import { formatMoment, formatStay } from "@homesafe/i18n"
import type { VisitView } from "../keeper/views.ts"
import type { AppFacts } from "../shell/app-context.ts"

/** The times of a visit as this reader writes them; one that goes on has no end yet, whatever is assumed. */
export function sayStay(
  { t, overview: { timeZone } }: Pick<AppFacts, "t" | "overview">,
  { arrivedAt, leftAt }: Pick<VisitView, "arrivedAt" | "leftAt">,
): string {
  if (leftAt === null) return t("diary.untilNow", { from: formatMoment(arrivedAt * 1000, t.language, timeZone) })
  return formatStay(arrivedAt * 1000, leftAt * 1000, t.language, timeZone)
}
