import type { PhoneDatabase } from "../keeper/open-database.ts"
import type { SentRequest } from "../keeper/views.ts"

/** A request as the app may make it: to its own origin, without cookies, and written down. */
export interface WantedRequest {
  readonly what: SentRequest["what"]
  readonly path: string
  readonly body?: Uint8Array<ArrayBuffer>
  readonly now: number
}
/** What came back; nothing when nobody answered. */
export type Reply = { readonly status: number; readonly bytes: Uint8Array<ArrayBuffer> } | undefined

/** Sends a request and writes it into the log that the visitor can read (S25, S40). */
export async function sendRequest(db: PhoneDatabase, wanted: WantedRequest): Promise<Reply> {
  const reply = await tryFetch(wanted)
  const { what, path, now, body } = wanted
  const entry = {
    at: now,
    what,
    path,
    up: body?.length ?? 0,
    down: reply?.bytes.length ?? 0,
    isAnswered: reply !== undefined,
  }
  await db.add("requests", entry)
  return reply
}

async function tryFetch({ path, body }: WantedRequest): Promise<Reply> {
  try {
    const response = await fetch(path, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: path.startsWith("/feed/") && path !== "/feed/head" ? "default" : "no-store",
      ...(body ? { method: "POST", headers: { "content-type": "application/octet-stream" }, body } : {}),
    })
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) }
  } catch {
    return undefined // no network, or it broke off
  }
}

/** Forgets log entries older than the diary itself. `before` in seconds. */
export async function forgetRequests(db: PhoneDatabase, before: number): Promise<void> {
  const table = db.transaction("requests", "readwrite").store
  for (let cursor = await table.openCursor(); cursor && cursor.value.at < before; cursor = await cursor.continue()) {
    await cursor.delete()
  }
}
