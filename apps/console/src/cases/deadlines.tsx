import type { CaseRecord, CaseVisit } from "@homesafe/api"
import { type Deadline, pathogenOf, prophylaxisUntil } from "@homesafe/domain"
import { formatDuration } from "@homesafe/i18n"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"

const MINUTES_OF_A_DAY = 1440

/** When the exposure at a visit ended: the place stays infectious for a while after the case has left. Seconds. */
function exposedUntil(visit: CaseVisit, lingerMinutes: number, offset: number): number {
  return startOfServiceDay(serviceDay(visit.day), offset) + (visit.departure + lingerMinutes) * 60
}

/** Until when prophylaxis helps those who were at this place; nothing where the case infected nobody there, or there is none. */
export function deadlinesOf({ pathogen }: CaseRecord, visit: CaseVisit, offset: number): Deadline[] {
  const profile = pathogenOf(pathogen)
  if (!profile || !visit.infectious) return []
  return prophylaxisUntil(profile.guidance.prophylaxis, exposedUntil(visit, profile.lingerMinutes, offset))
}

/** The clocks of a case: until when each prophylaxis helps those who were exposed last. The moment stands first, what is left of it second. */
export function Deadlines({
  theCase,
  visits,
  now,
}: {
  readonly theCase: CaseRecord
  readonly visits: readonly CaseVisit[]
  readonly now: number
}) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const last = visits
    .map((visit) => deadlinesOf(theCase, visit, deployment.offset))
    .reduce<readonly Deadline[]>((a, b) => ((b[0]?.until ?? 0) > (a[0]?.until ?? 0) ? b : a), [])
  if (last.length === 0) return null
  const left = (until: number) => {
    const minutes = Math.floor((until - now) / 60)
    if (minutes <= 0) return t("deadline.over")
    const days = Math.floor(minutes / MINUTES_OF_A_DAY)
    return days >= 2
      ? t("deadline.daysLeft", { n: days })
      : t("deadline.left", { time: formatDuration(minutes, t.language) })
  }
  return (
    <section className="stack g2" aria-labelledby="deadlines">
      <h3 id="deadlines">{t("deadline.title")}</h3>
      <div className="clocks">
        {last.map(({ remedy, until }) => (
          <div key={remedy.what}>
            <p className="small">{t(`profile.remedy.${remedy.what}`)}</p>
            <p className="n">{say.moment(until)}</p>
            <p className="small soft">{left(until)}</p>
            <p className="xs soft">{t(`profile.for.${remedy.who}`)}</p>
          </div>
        ))}
      </div>
      <p className="small soft">{t("deadline.text")}</p>
    </section>
  )
}
