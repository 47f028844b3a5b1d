import { formatTime } from "@homesafe/i18n"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { leavingAt } from "./choose-times.ts"
import { TimeDialog } from "./time-dialog.tsx"

/** Asks when a visit ends or ended. */
export function LeavingDialog({
  visit,
  open,
  hasLeft = visit.leftAt !== null,
  onClose,
  onLeft,
}: {
  readonly visit: VisitView
  readonly open: boolean
  /** True when the visitor has left already, whether or not the phone knows. */
  readonly hasLeft?: boolean
  readonly onClose: () => void
  /** Hears of a visit that this has ended. */
  readonly onLeft?: (visit: VisitView) => void
}) {
  const { t, overview, say } = useApp()
  const timeOf = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const save = async (at: number) => {
    const { visit: changed } = await ask("setLeaving", { id: visit.id, at })
    if (!changed) return
    if (visit.leftAt === null && changed.leftAt !== null && onLeft) return onLeft(changed)
    say(t("visit.leavingSaved", { time: timeOf(changed.leftAt ?? changed.leavesAt) }))
  }
  return (
    <TimeDialog
      open={open}
      words={{
        title: t(hasLeft ? "leaving.titleEnded" : "leaving.titleOpen"),
        label: t("leaving.label"),
        hint: t("leaving.hint", { time: timeOf(visit.arrivedAt) }),
        save: t("leaving.save"),
        wrong: t(hasLeft ? "leaving.notYet" : "leaving.wrong", { time: timeOf(visit.arrivedAt) }),
      }}
      first={visit.leftAt ?? (hasLeft ? nowSeconds() : visit.leavesAt)}
      read={(clock, timeOfMoment) => {
        const at = leavingAt(clock, visit.arrivedAt, timeOfMoment)
        return hasLeft && at !== undefined && at > nowSeconds() ? undefined : at
      }}
      onSave={save}
      onClose={onClose}
    >
      {visit.isShareable && <p className="small soft">{t("leaving.sealedNote")}</p>}
    </TimeDialog>
  )
}
