import { scriptUrl } from "@homesafe/ui"

/** Keeps the whole app on the phone; without it (an old or private browser) the app still works while the network does. */
export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return
  navigator.serviceWorker.register(scriptUrl("/sw.js", import.meta.env.BASE_URL), { scope: "/" }).catch(() => {
    // Refused by the browser: said under Settings, where the page asks whether one is in control.
  })
}
