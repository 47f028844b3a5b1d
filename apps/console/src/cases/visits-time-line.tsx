import type { CaseRecord, CaseVisit } from "@homesafe/api"
import { useConsole } from "../app/context.ts"
import { placeName } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { type Bar, type DayRow, layOutVisits } from "./lay-out-visits.ts"

// Units of the picture; the page scales it.
const LEFT = 112
const WIDTH = 720
const HEAD = 24
const LANE = 16
const GAP = 8
const MINUTES_OF_A_DAY = 1440
/** A line for every fourth hour. */
const HOURS = [0, 4, 8, 12, 16, 20, 24]

const xOf = (minute: number) => LEFT + (Math.min(minute, MINUTES_OF_A_DAY) / MINUTES_OF_A_DAY) * (WIDTH - LEFT - 16)
const heightOf = ({ lanes }: DayRow) => lanes * LANE + GAP

/** The id of a visit's row in the list. */
export const rowIdOf = (index: number) => `visit-${index}`

/** Goes to a visit's row in the list. */
export function goToRow(index: number): void {
  const row = document.getElementById(rowIdOf(index))
  row?.scrollIntoView({ block: "center" })
  row?.focus({ preventScroll: true })
}

/** A case's visits as a picture: days as rows, hours as columns. Each bar leads to its row of the list, which says the same in words. */
export function VisitsTimeLine({
  theCase,
  visits,
}: {
  readonly theCase: CaseRecord
  readonly visits: readonly CaseVisit[]
}) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const rows = layOutVisits(visits)
  const tops = rows.map((_, i) => rows.slice(0, i).reduce((sum, row) => sum + heightOf(row), HEAD))
  const height = rows.reduce((sum, row) => sum + heightOf(row), HEAD) + 4
  const infectious = visits.filter((visit) => visit.infectious).length
  const isInfectious = (day: number) => theCase.infectiousFrom <= day && day <= theCase.infectiousUntil
  return (
    <figure className="time-line stack g2">
      <figcaption id="time-line" className="small">
        {t("timeLine.title", { n: visits.length, infectious })}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="card flush table-wrap" aria-labelledby="time-line" tabIndex={0}>
        {/* biome-ignore lint/a11y/useSemanticElements: a picture of links has no element of its own. */}
        <svg viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-labelledby="time-line">
          {HOURS.map((hour) => (
            <g key={hour}>
              <line className="grid-line" x1={xOf(hour * 60)} x2={xOf(hour * 60)} y1={HEAD} y2={height} />
              <text className="hour" x={xOf(hour * 60)} y={15} textAnchor="middle">
                {say.unitClock(rows[0]?.day ?? 0, hour * 12)}
              </text>
            </g>
          ))}
          {rows.map((row, i) => (
            <g key={row.day} transform={`translate(0 ${tops[i]})`}>
              {isInfectious(row.day) && <rect className="infectious-day" x={0} width={WIDTH} height={heightOf(row)} />}
              <text className="day" x={10} y={heightOf(row) / 2 + 4}>
                {say.day(row.day)}
              </text>
              {row.bars.map((bar) => (
                <VisitBar key={bar.index} bar={bar} />
              ))}
            </g>
          ))}
        </svg>
      </section>
      <p className="row wrap g3 small soft" aria-hidden="true">
        <span className="row g1">
          <span className="key-bar infectious" />
          {t("visits.infectious")}
        </span>
        <span className="row g1">
          <span className="key-bar" />
          {t("visits.notInfectious")}
        </span>
      </p>
    </figure>
  )
}

function VisitBar({ bar: { visit, index, lane } }: { readonly bar: Bar }) {
  const { t, deployment } = useConsole()
  const name = placeName(t, visit) ?? t("visits.unknownVenue")
  const stay = sayTimes(deployment, t.language).minutes(visit.day, visit.arrival, visit.departure)
  const words = `${stay}, ${name}, ${t(visit.infectious ? "visits.infectious" : "visits.notInfectious")}`
  return (
    <a
      href={`#${rowIdOf(index)}`}
      aria-label={words}
      onClick={(event) => {
        event.preventDefault()
        goToRow(index)
      }}
    >
      <title>{words}</title>
      <rect
        className={visit.infectious ? "bar infectious" : "bar"}
        x={xOf(visit.arrival)}
        width={Math.max(6, xOf(visit.departure) - xOf(visit.arrival))}
        y={GAP / 2 + lane * LANE}
        height={LANE - 3}
        rx={3}
      />
    </a>
  )
}
