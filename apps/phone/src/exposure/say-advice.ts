import { type Advice, readAdvice } from "@homesafe/domain"
import { formatDay, formatMoment } from "@homesafe/i18n"
import type { AlertView } from "../keeper/views.ts"
import { type AppFacts, sayName } from "../shell/app-context.ts"

/** The signed advice with its moments counted from this phone's exposure, as this reader writes them (ADR 0010). */
export function sayAdvice(
  { t, overview }: Pick<AppFacts, "t" | "overview">,
  alert: Pick<AlertView, "texts" | "exposedAt">,
): Advice {
  return readAdvice(sayName(alert.texts, t.language).text, (after, unit) => {
    const at = (alert.exposedAt + after) * 1000
    return unit === "hours"
      ? formatMoment(at, t.language, overview.timeZone)
      : formatDay(at, t.language, overview.timeZone)
  })
}

/** How long is left until a moment, in whole hours; in minutes below two hours; null when it has passed. Seconds. */
export function timeLeft(
  until: number,
  now: number,
): { readonly unit: "hours" | "minutes"; readonly n: number } | null {
  const left = until - now
  if (left <= 0) return null
  return left < 7200
    ? { unit: "minutes", n: Math.max(1, Math.floor(left / 60)) }
    : { unit: "hours", n: Math.floor(left / 3600) }
}
