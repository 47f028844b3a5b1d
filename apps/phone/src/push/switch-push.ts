import { ask } from "../keeper/ask-keeper.ts"

/** Why the daily notification could not be switched on. */
export type PushProblem = "not-here" | "refused" | "offline"

/** Asks the browser's maker for an address at its push service and gives it to the server. Nothing else goes along. */
export async function switchPushOn(): Promise<PushProblem | null> {
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration?.pushManager || typeof Notification === "undefined") return "not-here"
  if ((await Notification.requestPermission()) !== "granted") return "refused"
  const { key } = await ask("pushKey", {})
  if (key === null) return "offline"
  const subscription = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: key })
    .catch(() => null) // the push service cannot be reached, or this browser has none
  const { endpoint, keys } = subscription?.toJSON() ?? {}
  if (!endpoint || !keys?.p256dh || !keys.auth) return "not-here"
  const { isOn } = await ask("pushOn", { endpoint, p256dh: keys.p256dh, auth: keys.auth })
  if (isOn) return null
  await subscription?.unsubscribe()
  return "offline"
}

/** Ends it at the browser's push service and at the server. */
export async function switchPushOff(): Promise<PushProblem | null> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const subscription = await registration?.pushManager?.getSubscription()
  await subscription?.unsubscribe()
  await ask("pushOff", {})
  return null
}

/** Where a browser lets an installed app look at the list now and then by itself, it is asked to; elsewhere nothing happens. */
export async function askForPeriodicChecks(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration || !("periodicSync" in registration)) return
  // as: Periodic Background Sync (WICG) is not in the DOM types.
  const { periodicSync } = registration as unknown as {
    periodicSync: { register(tag: string, options: { minInterval: number }): Promise<void> }
  }
  await periodicSync.register("check-list", { minInterval: 12 * 3600 * 1000 }).catch(() => {
    // Refused outside the installed app: the list is then compared whenever the app is open.
  })
}
