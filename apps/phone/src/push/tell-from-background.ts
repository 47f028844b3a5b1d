import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { openDatabase, readKept, writeKept } from "../keeper/open-database.ts"
import { checkInBackground } from "./check-in-background.ts"

/** Words for a phone whose owner has never opened the app in this browser: a push cannot ask which language. */
const NEUTRAL = { title: "HomeSafe", body: "HomeSafe", language: "en" } as const
/** One place in the list of notifications: a second one replaces the first. */
const TAG = "homesafe-checked"

/**
 * Looks at the list, then shows the one neutral notification: the same words, icon and silence whether something was found or not. Only
 * where a touch leads differs, and that is seen on the unlocked phone alone.
 */
export async function checkAndTell(
  registration: Pick<ServiceWorkerRegistration, "showNotification">,
  now: number,
  how: "always" | "once a day",
): Promise<void> {
  // The words are shown although the look fails: a browser that gets a push and shows nothing would show words of its own.
  const found = await checkInBackground(unixSeconds(now)).catch(() => "unknown" as const)
  const db = await openDatabase()
  const { title, body, language } = (await readKept(db, "notice")) ?? NEUTRAL
  const offset = (await readKept(db, "offset")) ?? 0
  const day = serviceDayOf(unixSeconds(now), offset)
  const isTold = (await readKept(db, "toldDay")) === day
  await writeKept(db, "toldDay", day)
  db.close()
  if (how === "once a day" && isTold) return
  await registration.showNotification(title, {
    body,
    lang: language,
    tag: TAG,
    icon: "/icon-192.png",
    badge: "/icon-192.png",
    silent: true,
    data: { open: found === "exposed" ? "/diary/exposures" : "/diary" },
  })
}
