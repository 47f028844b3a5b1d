import { formatTime } from "@homesafe/i18n"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { arrivalAt } from "./choose-times.ts"
import { TimeDialog } from "./time-dialog.tsx"

/** Asks when a visit began: within its service day, for of that day the phone has the key. */
export function ArrivalDialog({
  visit,
  open,
  onClose,
}: {
  readonly visit: VisitView
  readonly open: boolean
  readonly onClose: () => void
}) {
  const { t, overview, say } = useApp()
  const timeOf = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const save = async (at: number) => {
    const { visit: changed } = await ask("setArrival", { id: visit.id, at })
    if (changed) say(t("visit.arrivalSaved", { time: timeOf(changed.arrivedAt) }))
  }
  return (
    <TimeDialog
      open={open}
      words={{
        title: t("arrival.title"),
        label: t("arrival.label"),
        hint: t("arrival.hint", { time: timeOf(startOfServiceDay(serviceDay(visit.day), overview.offset)) }),
        save: t("arrival.save"),
        wrong: t("leaving.wrong"),
      }}
      first={visit.arrivedAt}
      read={(clock, timeOfMoment) => arrivalAt(clock, visit.leftAt ?? nowSeconds(), timeOfMoment)}
      onSave={save}
      onClose={onClose}
    >
      {visit.isShareable && <p className="small soft">{t("leaving.sealedNote")}</p>}
    </TimeDialog>
  )
}
