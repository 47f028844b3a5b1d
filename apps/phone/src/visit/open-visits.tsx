import { formatTime } from "@homesafe/i18n"
import { Button, Icon } from "@homesafe/ui"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { PlaceName, useVenueName } from "./place-name.tsx"

/** Visits that go on, each with the way to end it. */
export function OpenVisits({
  visits,
  onShow,
  onLeave,
}: {
  readonly visits: readonly VisitView[]
  readonly onShow?: (visit: VisitView) => void
  readonly onLeave: (visit: VisitView) => void
}) {
  const { t, overview } = useApp()
  const venueName = useVenueName()
  if (visits.length === 0) return null
  return (
    <ul className="card flush rows">
      {visits.map((visit) => {
        const inside = (
          <>
            <span className="disc">
              <Icon name={visit.isVehicle ? "car" : "pin"} />
            </span>
            <span className="grow">
              <span className="t block">
                {t("scan.stillAt")} <PlaceName names={visit.names} part="venue" />
              </span>
              <span className="d block">
                {t("scan.stillAtText", { time: formatTime(visit.leavesAt * 1000, t.language, overview.timeZone) })}
              </span>
            </span>
          </>
        )
        return (
          <li key={visit.id} className="open-visit">
            {onShow ? (
              <button type="button" className="list-row" onClick={() => onShow(visit)}>
                {inside}
              </button>
            ) : (
              <div className="list-row">{inside}</div>
            )}
            <Button
              kind="quiet"
              className="nowrap"
              aria-label={t("visit.leftOther", { venue: venueName(visit.names) })}
              onClick={() => onLeave(visit)}
            >
              {t("visit.leftShort")}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
