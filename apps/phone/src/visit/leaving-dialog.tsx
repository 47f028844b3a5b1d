import { formatTime } from "@homesafe/i18n"
import { Button, Dialog, TextField } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { leavingAt } from "./choose-leaving.ts"

/** Asks when a visit ends or ended. */
export function LeavingDialog({
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
  const now = visit.leftAt ?? visit.leavesAt
  const [clock, setClock] = useState(timeOf(now))
  const [isWrong, setWrong] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening begins with the time that holds.
  useEffect(() => {
    if (open) setClock(timeOf(now))
    setWrong(false)
  }, [open, now])
  const save = async () => {
    const at = leavingAt(clock, visit.arrivedAt, timeOf)
    if (at === undefined) return setWrong(true)
    const { visit: changed } = await ask("setLeaving", { id: visit.id, at })
    onClose()
    if (changed) say(t("visit.leavingSaved", { time: timeOf(changed.leftAt ?? changed.leavesAt) }))
  }
  return (
    <Dialog
      open={open}
      title={t(visit.leftAt === null ? "leaving.titleOpen" : "leaving.titleEnded")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button onClick={() => void save()}>{t("leaving.save")}</Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t("leaving.label")}
          hint={t("leaving.hint", { time: timeOf(visit.arrivedAt) })}
          error={isWrong ? t("leaving.wrong") : undefined}
          type="time"
          value={clock}
          onChange={(event) => setClock(event.currentTarget.value)}
        />
      </form>
      {visit.leftAt !== null && <p className="small soft">{t("leaving.sealedNote")}</p>}
    </Dialog>
  )
}
