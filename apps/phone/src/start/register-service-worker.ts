import { scriptUrl } from "@homesafe/ui"

const NEWER_AFTER_MS = 3000

/** Keeps the whole app on the phone; without it (an old or private browser) the app still works while the network does. */
export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return
  const register = () => {
    navigator.serviceWorker.register(scriptUrl("/sw.js", import.meta.env.BASE_URL), { scope: "/" }).catch(() => {
      // Refused by the browser: said under Settings, where the page asks whether one is in control.
    })
  }
  // Where the app is kept already this is only a look for a newer version, which the camera need not wait for.
  if (navigator.serviceWorker.controller) setTimeout(register, NEWER_AFTER_MS)
  else register()
}
