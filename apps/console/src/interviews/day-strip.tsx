import type { CaseVisit } from "@homesafe/api"
import type { ServiceDay } from "@homesafe/protocol"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"

/** The days to ask about, each with how many stays are known of it: a day with none is a day to ask about again. */
export function DayStrip({
  days,
  visits,
  day,
  onDay,
}: {
  readonly days: readonly ServiceDay[]
  readonly visits: readonly Pick<CaseVisit, "day">[]
  readonly day: number
  readonly onDay: (day: number) => void
}) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame; the group's name is what matters.
    <div className="day-strip" role="group" aria-label={t("interview.days")}>
      {days.map((each) => {
        const known = visits.filter((visit) => visit.day === each).length
        return (
          <button key={each} type="button" aria-pressed={each === day} onClick={() => onDay(each)}>
            <b>{say.day(each)}</b>
            <span className="small">{t("interview.known", { n: known })}</span>
          </button>
        )
      })}
    </div>
  )
}
