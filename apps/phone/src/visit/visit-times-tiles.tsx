import { formatTime } from "@homesafe/i18n"
import { Icon } from "@homesafe/ui"
import { useState } from "react"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { ArrivalDialog } from "./arrival-dialog.tsx"
import { LeavingDialog } from "./leaving-dialog.tsx"

/** When an open visit ends by itself, and the ways to set its times right. */
export function VisitTimes({
  visit,
  onLeft,
}: {
  readonly visit: VisitView
  readonly onLeft: (visit: VisitView) => void
}) {
  const { t, overview } = useApp()
  const [question, setQuestion] = useState<"none" | "arrival" | "leaving" | "left">("none")
  const close = () => setQuestion("none")
  return (
    <>
      <div className="part row top">
        <p className="grow">
          {t(visit.isVehicle ? "ride.ifYouForget" : "visit.ifYouForget", {
            time: formatTime(visit.leavesAt * 1000, t.language, overview.timeZone),
          })}
        </p>
        <button
          type="button"
          className="link-button nowrap"
          aria-label={t("visit.changeLeaving")}
          onClick={() => setQuestion("leaving")}
        >
          {t("action.change")}
        </button>
      </div>
      <div className="part pair">
        {visit.latestLeaving === null && (
          <button type="button" className="tile" onClick={() => setQuestion("arrival")}>
            <Icon name="clock" />
            {t("visit.cameEarlier")}
          </button>
        )}
        <button type="button" className="tile" onClick={() => setQuestion("left")}>
          <Icon name="leave" />
          {t("visit.alreadyLeft")}
        </button>
      </div>
      <ArrivalDialog visit={visit} open={question === "arrival"} onClose={close} />
      <LeavingDialog
        visit={visit}
        open={question === "leaving" || question === "left"}
        hasLeft={question === "left"}
        onClose={close}
        onLeft={onLeft}
      />
    </>
  )
}
