import { formatTime } from "@homesafe/i18n"
import { Button, Icon } from "@homesafe/ui"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { ListStatus } from "../shell/list-status.tsx"
import { Page } from "../shell/page.tsx"
import { OpenVisits } from "./open-visits.tsx"
import { PlaceName } from "./place-name.tsx"

/** How the last visit ended. */
export interface Ended {
  readonly how: "left" | "undone"
  readonly visit: VisitView
}

/** What became of the visit; the camera opens only when it is asked for. */
export function LeftPage({
  ended,
  onScan,
  onShow,
  onLeave,
}: {
  readonly ended: Ended
  readonly onScan: () => void
  readonly onShow: (visit: VisitView) => void
  readonly onLeave: (visit: VisitView) => void
}) {
  const { t, overview } = useApp()
  const { how, visit } = ended
  const time = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const title = t(how === "undone" ? "visit.undone" : visit.isVehicle ? "ride.gotOff" : "visit.left")
  return (
    <Page
      title={title}
      place="scan"
      isBranded
      dock={
        <Button wide big icon="scan" onClick={onScan}>
          {t("visit.scanNext")}
        </Button>
      }
    >
      <div className="stack g3">
        <article className="visit" aria-labelledby="venue">
          <header>
            <p role="status" className="row g2 in-line">
              <Icon name={how === "left" ? "leave" : "undo"} />
              <b>{title}</b>
            </p>
            <h1 className="venue" id="venue">
              <PlaceName names={visit.names} part="venue" />
            </h1>
            {how === "left" ? (
              <p className="soft num">{`${time(visit.arrivedAt)} – ${time(visit.leftAt ?? visit.leavesAt)}`}</p>
            ) : (
              <p className="soft">{t("visit.undoneText")}</p>
            )}
          </header>
          {how === "left" && (
            <div className="part row top">
              <p className="grow">{t("visit.leftText")}</p>
              <a className="link-button nowrap" href={`/diary/visit#${visit.id}`}>
                {t("action.change")}
              </a>
            </div>
          )}
        </article>
        <OpenVisits visits={overview.open.filter(({ id }) => id !== visit.id)} onShow={onShow} onLeave={onLeave} />
        <ListStatus />
      </div>
    </Page>
  )
}
