/// <reference lib="webworker" />
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from "workbox-precaching"
import { NavigationRoute, registerRoute } from "workbox-routing"

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (string | PrecacheEntry)[] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

// Every page of the app is the same kept document. The venue portal, the feed and the interface are the network's.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), {
    denylist: [/^\/venue(\/|$)/, /^\/(feed|v1|transparency)(\/|$)/, /^\/deployment\.json$/],
  }),
)

// The first visit is served from the cache at once. A later version waits until the app has been closed: a running page keeps its parts.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))
