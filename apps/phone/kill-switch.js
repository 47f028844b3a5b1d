// Served in the place of /sw.js when a release cannot be mended by another one (docs/operations/upgrades.md). It removes itself and the
// copies of the app's files, and nothing else: the store and the diary are not caches, and stay. The pages that the broken worker
// held are opened once more from the network; a page without a worker is left alone, so that nothing turns in a circle.
self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(giveUp()))

async function giveUp() {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
  for (const page of await self.clients.matchAll({ type: "window" })) await page.navigate(page.url)
}
