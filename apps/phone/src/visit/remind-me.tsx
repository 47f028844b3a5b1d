import { ListRow } from "@homesafe/ui"
import { useState } from "react"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { notificationState } from "./remind-to-leave.ts"

/** Offers the reminder where the browser has not been asked yet; whoever refused is not asked again. */
export function RemindMe({ visit }: { readonly visit: VisitView }) {
  const { t, say } = useApp()
  const [state, setState] = useState(notificationState)
  if (state !== "default" || visit.leftAt !== null) return null
  const allow = async () => {
    const answer = await Notification.requestPermission()
    setState(answer)
    say(t(answer === "granted" ? "reminder.on" : "reminder.off"))
  }
  return (
    <div className="card flush">
      <ListRow icon="bell" title={t("reminder.offer")} text={t("reminder.offerText")} onClick={() => void allow()} />
    </div>
  )
}
