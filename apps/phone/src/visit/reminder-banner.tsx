import { formatTime } from "@homesafe/i18n"
import { Banner, Button } from "@homesafe/ui"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { signal } from "../scan/signals.ts"
import { useApp } from "../shell/app-context.ts"
import { useVenueName } from "./place-name.tsx"
import { canStayLonger, isReminderDue } from "./visit-times.ts"

/** All visits that are about to end by themselves. `here` names the one that this page shows, with its own "Leave now". */
export function Reminders({ here }: { readonly here?: string }) {
  const { overview } = useApp()
  return overview.open.map((visit) => <Reminder key={visit.id} visit={visit} canLeave={visit.id !== here} />)
}

/** In the last quarter of an hour before a visit ends by itself: still there? */
function Reminder({ visit, canLeave }: { readonly visit: VisitView; readonly canLeave: boolean }) {
  const { t, overview, say } = useApp()
  const venueName = useVenueName()
  const now = nowSeconds()
  if (!isReminderDue(visit, now)) return null
  const time = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const leave = async () => {
    await ask("leave", { id: visit.id, at: nowSeconds() })
    signal("out")
    say(t("visit.leftToast", { venue: venueName(visit.names) }))
  }
  const stay = async () => {
    const { visit: changed } = await ask("stayLonger", { id: visit.id })
    if (changed) say(t("visit.leavingSaved", { time: time(changed.leavesAt) }))
  }
  return (
    <Banner level="info" icon="clock" title={t("reminder.title", { venue: venueName(visit.names) })}>
      <p>{t("reminder.text", { time: time(visit.leavesAt) })}</p>
      <div className="row g2 wrap gap-above">
        {canLeave && (
          <Button kind="quiet" icon="leave" onClick={() => void leave()}>
            {t(visit.isVehicle ? "ride.getOff" : "visit.leaveNow")}
          </Button>
        )}
        {canStayLonger(visit, now) ? (
          <Button kind="quiet" onClick={() => void stay()}>
            {t("reminder.stay")}
          </Button>
        ) : (
          <p>{t("reminder.scanAgain")}</p>
        )}
      </div>
    </Banner>
  )
}
