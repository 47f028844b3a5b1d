import { useEffect, useRef } from "react"
import { nowSeconds } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { REMINDER_TAG } from "./reminder-address.ts"
import { isReminderDue } from "./visit-times.ts"

/** What may be said of notifications: nothing can be shown, it was not asked yet, or it was allowed or refused. */
export function notificationState(): "none" | NotificationPermission {
  return typeof Notification === "undefined" ? "none" : Notification.permission
}

/** While the app is out of sight, reminds of a visit that is about to end. Names no place: others may read the lock screen. */
export function LeavingReminder() {
  const { t, overview } = useApp()
  const reminded = useRef(new Map<string, number>())
  useEffect(() => {
    const now = nowSeconds()
    if (document.visibilityState === "visible" || notificationState() !== "granted") return
    // Once for each end: "still here" moves it, and then there is a new one.
    const due = overview.open.filter(
      (visit) => isReminderDue(visit, now) && reminded.current.get(visit.id) !== visit.leavesAt,
    )
    if (due.length === 0) return
    for (const visit of due) reminded.current.set(visit.id, visit.leavesAt)
    const options = {
      tag: REMINDER_TAG,
      body: t("reminder.notificationText"),
      icon: "/icon-192.png",
      badge: "/icon-192.png",
      data: { open: "/" },
      // Not in the DOM types: buttons exist in a service worker's notifications alone.
      actions: [{ action: "leave", title: t("visit.leaveNow") }],
    }
    void navigator.serviceWorker?.ready.then((worker) => worker.showNotification(t("reminder.notification"), options))
  }, [overview, t])
  return null
}
