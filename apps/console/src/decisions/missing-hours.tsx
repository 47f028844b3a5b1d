import type { Window } from "@homesafe/domain"
import { units } from "@homesafe/protocol"
import { hoursOfWindows } from "@homesafe/protocol/officer"
import { Banner } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { hourSpans } from "./hour-spans.ts"

/** Says before the proposal which hours of its windows nobody can be warned about yet. */
export function MissingHours({
  day,
  hours,
  windows,
}: {
  readonly day: number
  readonly hours: readonly number[] | null
  readonly windows: readonly Window[] | undefined
}) {
  const { t, deployment } = useConsole()
  if (hours === null || !windows) return null
  const say = sayTimes(deployment, t.language)
  const wanted = hoursOfWindows(windows.map(([from, until]) => [units(from), units(until)]))
  const missing = wanted.filter((hour) => !hours.includes(hour))
  const spans = hourSpans(missing).map(([from, until]) => say.units(day, from, until))
  if (hours.length === 0)
    return (
      <Banner level="caution" title={t("decision.noKey")}>
        <p>{t("propose.noKeyText")}</p>
      </Banner>
    )
  return (
    <Banner level="caution" title={t("decision.partial")}>
      {spans.length > 0 && <p>{t("decision.partialHours", { hours: spans.join("; ") })}</p>}
      <p>{t("decision.partialPosters")}</p>
      <p>{t("propose.partialText")}</p>
    </Banner>
  )
}
