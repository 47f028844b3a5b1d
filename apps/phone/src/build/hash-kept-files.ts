/** SHA-256, in hex, of every file of the app that the service worker keeps on this phone, by path. */
export async function hashKeptFiles(): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>()
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const response = await cache.match(request)
      if (!response) continue
      const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer())
      hashes.set(new URL(request.url).pathname, [...new Uint8Array(digest)].map(hexOfByte).join(""))
    }
  }
  return hashes
}

function hexOfByte(byte: number): string {
  return byte.toString(16).padStart(2, "0")
}
