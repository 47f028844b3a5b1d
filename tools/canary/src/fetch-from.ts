import type { FetchFile } from "@homesafe/phone/fetch-list"

const PATIENCE_MS = 20_000

/** Fetches files of the feed from one address, as phones do. */
export function fetchFrom(origin: string): FetchFile {
  return async (name, bytes) => {
    try {
      const reply = await fetch(`${origin}/feed/${name}`, { signal: AbortSignal.timeout(PATIENCE_MS) })
      if (reply.status === 404) return "missing"
      if (!reply.ok) return undefined
      const body = new Uint8Array(await reply.arrayBuffer())
      return bytes === undefined || body.length === bytes ? body : undefined
    } catch {
      return undefined // nobody answers, or it broke off
    }
  }
}
