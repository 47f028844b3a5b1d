/// <reference lib="webworker" />
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from "workbox-precaching"
import { NavigationRoute, registerRoute } from "workbox-routing"
import { openFromNotice } from "./push/open-from-notice.ts"
import { checkAndTell } from "./push/tell-from-background.ts"

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (string | PrecacheEntry)[] }
// Not in the DOM types: Periodic Background Sync (WICG), where a browser has it.
interface PeriodicSyncEvent extends ExtendableEvent {
  readonly tag: string
}

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

// Every page of the app is the same kept document. The venue portal, the feed and the interface are the network's.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), {
    denylist: [/^\/(venue|gate|board)(\/|$)/, /^\/(feed|v1|transparency)(\/|$)/, /^\/deployment\.json$/],
  }),
)

// The first visit is served from the cache at once. A later version waits until the app has been closed: a running page keeps its parts.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

// A push carries nothing: it is only the moment to look. Whatever the look finds, one notification is shown, always the same.
self.addEventListener("push", (event) => event.waitUntil(checkAndTell(self.registration, nowSeconds(), "always")))
self.addEventListener("periodicsync", (event) => {
  const { tag } = event as unknown as PeriodicSyncEvent // as: see above
  if (tag === "check-list") {
    ;(event as ExtendableEvent).waitUntil(checkAndTell(self.registration, nowSeconds(), "once a day"))
  }
})
self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(openFromNotice(self.clients, event.notification.data, event.action))
})

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
