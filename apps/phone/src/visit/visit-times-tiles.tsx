import { formatTime } from "@homesafe/i18n"
import { Icon } from "@homesafe/ui"
import { lazy, Suspense, useState } from "react"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import type { TimeQuestion } from "./time-questions.tsx"

const TimeQuestions = lazy(async () => ({ default: (await import("./time-questions.tsx")).TimeQuestions }))

/** When an open visit ends by itself, and the ways to set its times right. */
export function VisitTimes({
  visit,
  onLeft,
}: {
  readonly visit: VisitView
  readonly onLeft: (visit: VisitView) => void
}) {
  const { t, overview } = useApp()
  const [question, setQuestion] = useState<TimeQuestion>("none")
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
      <Suspense>
        <TimeQuestions visit={visit} question={question} onClose={close} onLeft={onLeft} />
      </Suspense>
    </>
  )
}
